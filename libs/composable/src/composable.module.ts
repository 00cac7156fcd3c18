import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { provideConfig } from '#platform';
import { CallRunner } from './calls/call-runner';
import { Settlement } from './calls/settlement';
import { CommandRegistry } from './commands/command-registry';
import { ConfigurableModuleClass } from './composable.module-definition';
import { ComposableController } from './http/composable.controller';
import { Ledger } from './ledger/ledger';
import { LedgerConfig } from './ledger/ledger.config';
import { LedgerRetention } from './ledger/ledger-retention';
import { Revisions } from './ledger/revisions';
import { DiscoveryClientModule } from './registration/discovery-client.module';
import { Registration } from './registration/registration';
import { signatureProviders } from './signatures/signature.providers';

/**
 * Makes a Nest service composable: /execute, /repeat, /revert and /forms over the handlers among the app's providers, a
 * durable ledger of requests, and registration with discovery. It needs the app's StorageModule, with
 * `ledgerMigrations` among its migrations.
 */
@Module({
  imports: [DiscoveryModule, DiscoveryClientModule],
  controllers: [ComposableController],
  providers: [
    CallRunner,
    CommandRegistry,
    Ledger,
    LedgerRetention,
    provideConfig(LedgerConfig),
    Registration,
    Revisions,
    Settlement,
    ...signatureProviders,
  ],
})
export class ComposableModule extends ConfigurableModuleClass {}
