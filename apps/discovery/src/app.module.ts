import { Module } from '@nestjs/common';
import { provideConfig } from '#platform';
import { AuditModule, auditMigrations, StorageModule } from '#storage';
import { discoveryAudit } from './audited-routes';
import { DiscoveryConfig } from './config/discovery.config';
import { Pinger } from './health/pinger';
import { PingAssignment } from './health/ping-assignment';
import { Sweeper } from './health/sweeper';
import { DiscoveryAboutController } from './http/about.controller';
import { BindingsController } from './http/bindings.controller';
import { ChangesController } from './http/changes.controller';
import { ContractsController } from './http/contracts.controller';
import { NamesController } from './http/names.controller';
import { RegistrationController } from './http/registration.controller';
import { ServicesController } from './http/services.controller';
import { RegistryMetrics } from './metrics/registry-metrics';
import { DocumentFetcher } from './profiles/document-fetcher';
import { FormsReader } from './profiles/forms-reader';
import { ProfileIndex } from './profiles/profile-index';
import { ProfileReader } from './profiles/profile-reader';
import { ProfileRefresher } from './profiles/profile-refresher';
import { AddressCheck } from './registry/address-check';
import { LiveRegistry } from './registry/live-registry';
import { Registry } from './registry/registry';
import { BindingStore } from './storage/binding-store';
import { ProfileStore } from './storage/profile-store';
import { ReplicaRegistry } from './storage/replica-registry';
import { registryMigrations } from './storage/schema';
import { ServiceReader } from './storage/service-reader';
import { ServiceWriter } from './storage/service-writer';
import { ServiceNames } from './storage/service-names';

@Module({
  imports: [
    StorageModule.forRoot({ name: 'discovery', migrations: { ...registryMigrations, ...auditMigrations } }),
    AuditModule.of(discoveryAudit),
  ],
  // `services/changes` comes before `services/:registryID`.
  controllers: [
    RegistrationController,
    ChangesController,
    ServicesController,
    ContractsController,
    BindingsController,
    NamesController,
    DiscoveryAboutController,
  ],
  providers: [
    provideConfig(DiscoveryConfig),
    ServiceReader,
    ServiceWriter,
    BindingStore,
    ServiceNames,
    ReplicaRegistry,
    LiveRegistry,
    AddressCheck,
    Registry,
    ProfileStore,
    ProfileIndex,
    DocumentFetcher,
    ProfileReader,
    FormsReader,
    ProfileRefresher,
    Pinger,
    Sweeper,
    PingAssignment,
    RegistryMetrics,
  ],
})
export class DiscoveryModule {}
