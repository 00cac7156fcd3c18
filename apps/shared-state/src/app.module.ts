import { Module } from '@nestjs/common';
import { AuditModule, auditMigrations, StorageModule } from '#storage';
import { stateAudit } from './audited-routes';
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
  imports: [
    StorageModule.forRoot({ name: 'shared-state', migrations: { ...documentMigrations, ...auditMigrations } }),
    AuditModule.of(stateAudit),
  ],
  controllers: [StateAboutController, CollectionController, DocumentController],
  providers: [DocumentStore, EditThread, LargeWrites, Documents, Addresses],
})
export class SharedStateModule {}
