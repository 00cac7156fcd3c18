import { Module } from '@nestjs/common';
import { StorageModule } from '#storage';
import { DocumentStore } from './documents/document-store';
import { Documents } from './documents/documents';
import { LargeWrites } from './documents/large-writes';
import { documentMigrations } from './documents/schema';
import { EditThread } from './editing/edit-thread';
import { StateAboutController } from './http/about.controller';
import { Addresses } from './http/addresses';
import { CollectionController } from './http/collection.controller';
import { DocumentController } from './http/document.controller';

@Module({
  imports: [StorageModule.forRoot({ name: 'shared-state', migrations: documentMigrations })],
  controllers: [StateAboutController, CollectionController, DocumentController],
  providers: [DocumentStore, EditThread, LargeWrites, Documents, Addresses],
})
export class SharedStateModule {}
