import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import { DiscoveryClientModule } from '#composable';
import { type Environment, ENVIRONMENT, PlatformConfig, provideConfig } from '#platform';
import { type Database, DATABASE } from '#storage';
import { SystemClock } from './adapters/clock/system-clock';
import { SqlCommandQueue } from './adapters/command-queue/sql-command-queue';
import { ConcurrencyLimiter } from './adapters/invoker/concurrency-limiter';
import { HttpInvoker } from './adapters/invoker/http-invoker';
import type { JournalSchema } from './adapters/database/schema';
import { SqlCatalog } from './adapters/catalog/sql-catalog';
import { SqlRests } from './adapters/journal/sql-rests';
import { SqlJobViewStore } from './adapters/journal/sql-job-view-store';
import { SqlJournal } from './adapters/journal/sql-journal';
import { FormsCache } from './adapters/locator/forms-cache';
import { RegistryFeed } from './adapters/locator/registry-feed';
import { TransitionDirectory } from './adapters/locator/transition-directory';
import { RegistryLocator } from './adapters/locator/registry-locator';
import { ServiceIndex } from './adapters/locator/service-index';
import { NestOrchestratorLog } from './adapters/log/nest-orchestrator-log';
import { ownershipOn } from './adapters/ownership/ownership-on';
import { ServicePerformer } from './adapters/performer/service-performer';
import { ConfiguredSecrets } from './adapters/secrets/configured-secrets';
import { CallSigner } from './adapters/signatures/call-signer';
import { openSigningKeys } from './adapters/signatures/open-signing-keys';
import { HttpStateClient } from './adapters/state/http-state-client';
import { StateAddresses } from './adapters/state/state-addresses';
import { OrchestrationConfig } from './orchestration.config';
import { OrchestrationLifecycle, RUNTIME } from './orchestration.lifecycle';
import { CATALOG } from './ports/catalog.port';
import { type Clock, CLOCK } from './ports/clock.port';
import { COMMAND_QUEUE, type CommandQueue } from './ports/command-queue.port';
import { REVERSION_EXECUTOR, type ReversionExecutor, STEP_EXECUTOR, type StepExecutor } from './ports/executor.port';
import { INVOKER } from './ports/invoker.port';
import { type Journal, JOURNAL } from './ports/journal.port';
import { JOB_VIEW_STORE } from './ports/job-view-store.port';
import { SIGNING_KEYS } from './ports/key-directory.port';
import { LOCATOR } from './ports/locator.port';
import { type OrchestratorLog, ORCHESTRATOR_LOG } from './ports/log.port';
import { type Ownership, OWNERSHIP } from './ports/ownership.port';
import { type Rests, RESTS } from './ports/rests.port';
import { SECRETS } from './ports/secrets.port';
import { STATE_CLIENT, type StateClient } from './ports/state-client.port';
import { createRuntime, type Runtime } from './runtime/create-runtime';
import { Orchestrator } from './runtime/orchestrator';

const DAY_MS = 86_400_000;

const adapters: Provider[] = [
  ServiceIndex,
  FormsCache,
  RegistryFeed,
  ConcurrencyLimiter,
  CallSigner,
  StateAddresses,
  ServicePerformer,
  { provide: CLOCK, useClass: SystemClock },
  { provide: JOURNAL, useClass: SqlJournal },
  { provide: RESTS, useClass: SqlRests },
  { provide: JOB_VIEW_STORE, useClass: SqlJobViewStore },
  { provide: CATALOG, useClass: SqlCatalog },
  { provide: COMMAND_QUEUE, useClass: SqlCommandQueue },
  TransitionDirectory,
  { provide: LOCATOR, useClass: RegistryLocator },
  { provide: INVOKER, useClass: HttpInvoker },
  { provide: STATE_CLIENT, useClass: HttpStateClient },
  { provide: ORCHESTRATOR_LOG, useClass: NestOrchestratorLog },
  { provide: STEP_EXECUTOR, useExisting: ServicePerformer },
  { provide: REVERSION_EXECUTOR, useExisting: ServicePerformer },
  {
    provide: OWNERSHIP,
    inject: [DATABASE, OrchestrationConfig],
    useFactory: (database: Database<JournalSchema>, { JOB_LEASE_MS }: OrchestrationConfig) =>
      ownershipOn(database, JOB_LEASE_MS),
  },
  {
    provide: SECRETS,
    inject: [OrchestrationConfig, ENVIRONMENT],
    useFactory: ({ SECRETS_FILE }: OrchestrationConfig, env: Environment) => ConfiguredSecrets.load(SECRETS_FILE, env),
  },
  {
    provide: SIGNING_KEYS,
    inject: [OrchestrationConfig, PlatformConfig, DATABASE, CLOCK],
    useFactory: openSigningKeys,
  },
];

const runtime: Provider[] = [
  {
    provide: RUNTIME,
    inject: [
      JOURNAL,
      OWNERSHIP,
      RESTS,
      COMMAND_QUEUE,
      STATE_CLIENT,
      STEP_EXECUTOR,
      REVERSION_EXECUTOR,
      CLOCK,
      ORCHESTRATOR_LOG,
      OrchestrationConfig,
    ],
    useFactory: (
      journal: Journal,
      ownership: Ownership,
      rests: Rests,
      queue: CommandQueue,
      states: StateClient,
      steps: StepExecutor,
      reversion: ReversionExecutor,
      clock: Clock,
      log: OrchestratorLog,
      config: OrchestrationConfig,
    ): Runtime =>
      createRuntime(
        { journal, ownership, rests, queue, states, executors: { steps, reversion }, clock, log },
        {
          leaseMs: config.JOB_LEASE_MS,
          mostDriven: config.JOB_MAX_OPEN,
          retention: { keepMs: config.JOB_RETENTION_DAYS * DAY_MS, sweepMs: config.JOB_RETENTION_SWEEP_MS },
        },
      ),
  },
  { provide: Orchestrator, inject: [RUNTIME], useFactory: ({ orchestrator }: Runtime) => orchestrator },
];

/** Runs jobs. Needs a StorageModule with `journalMigrations`. */
@Module({
  imports: [DiscoveryClientModule],
  providers: [provideConfig(OrchestrationConfig), ...adapters, ...runtime, OrchestrationLifecycle],
  exports: [
    Orchestrator,
    ConcurrencyLimiter,
    ServiceIndex,
    OrchestrationConfig,
    CATALOG,
    JOB_VIEW_STORE,
    LOCATOR,
    OWNERSHIP,
    SECRETS,
    SIGNING_KEYS,
    STATE_CLIENT,
    StateAddresses,
    CLOCK,
  ],
})
export class OrchestrationModule {
  /** Runs or undoes steps another way: each class replaces ServicePerformer, which it can inject to delegate to it. */
  static with({
    steps,
    reversion,
  }: {
    steps?: Type<StepExecutor>;
    reversion?: Type<ReversionExecutor>;
  }): DynamicModule {
    return {
      module: OrchestrationModule,
      providers: [
        ...(steps ? [{ provide: STEP_EXECUTOR, useClass: steps }] : []),
        ...(reversion ? [{ provide: REVERSION_EXECUTOR, useClass: reversion }] : []),
      ],
    };
  }
}
