import { Module } from '@nestjs/common';
import { provideConfig } from '#platform';
import { AuditModule, auditMigrations, StorageModule } from '#storage';
import { stateAudit } from './audited-routes';
import { SharedStateConfig } from './config/shared-state.config';
import { DocumentStore } from './documents/document-store';
import { Documents } from './documents/documents';
import { LargeWrites } from './documents/large-writes';
import { documentMigrations } from './documents/schema';
import { EditThread } from './editing/edit-thread';
import { StateAboutController } from './http/about.controller';
import { Addresses } from './http/addresses';
import { CollectionController } from './http/collection.controller';
import { DocumentController } from './http/document.controller';
import { VersionsController } from './http/versions.controller';
import { DocumentHistory } from './documents/document-history';

@Module({
  imports: [
    StorageModule.forRoot({ name: 'shared-state', migrations: { ...documentMigrations, ...auditMigrations } }),
    AuditModule.of(stateAudit),
  ],
  controllers: [StateAboutController, CollectionController, DocumentController, VersionsController],
  providers: [
    provideConfig(SharedStateConfig),
    DocumentHistory,
    DocumentStore,
    EditThread,
    LargeWrites,
    Documents,
    Addresses,
  ],
})
export class SharedStateModule {}
