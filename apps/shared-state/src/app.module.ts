import { Module } from '@nestjs/common';
import { StorageModule } from '#storage';
import { DocumentStore } from './documents/document-store';
import { Documents } from './documents/documents';
import { migrations } from './documents/schema';
import { AboutController } from './http/about.controller';
import { Addresses } from './http/addresses';
import { CollectionController } from './http/collection.controller';
import { DocumentController } from './http/document.controller';

@Module({
  imports: [StorageModule.forRoot({ name: 'shared-state', migrations })],
  controllers: [AboutController, CollectionController, DocumentController],
  providers: [DocumentStore, Documents, Addresses],
})
export class AppModule {}
