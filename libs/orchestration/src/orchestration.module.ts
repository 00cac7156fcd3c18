import { type FactoryProvider, Module, type Provider } from '@nestjs/common';
import { DiscoveryClient } from '#clients';
import { DiscoveryClientModule } from '#composable';
import { type Environment, ENVIRONMENT, OutboundHttp, PlatformConfig, provideConfig, ServiceToken } from '#platform';
import { type Database, DATABASE } from '#storage';
import { SystemClock } from './adapters/clock/system-clock';
import { Gate } from './adapters/invoker/gate';
import { HttpInvoker } from './adapters/invoker/http-invoker';
import type { JournalSchema } from './adapters/journal/schema';
import { SqlCatalog } from './adapters/journal/sql-catalog';
import { SqlJournal } from './adapters/journal/sql-journal';
import { SqlMailbox } from './adapters/mailbox/sql-mailbox';
import { FormsCache } from './adapters/locator/forms-cache';
import { RegistryFeed } from './adapters/locator/registry-feed';
import { RegistryLocator } from './adapters/locator/registry-locator';
import { ServiceIndex } from './adapters/locator/service-index';
import { ownershipOn } from './adapters/ownership/ownership-on';
import { ConfiguredSecrets } from './adapters/secrets/configured-secrets';
import { CallSigner } from './adapters/signatures/call-signer';
import { openSigningKeys } from './adapters/signatures/open-signing-keys';
import type { SigningKeys } from './adapters/signatures/signing-keys';
import { HttpStateClient } from './adapters/state/http-state-client';
import { StateAddresses } from './adapters/state/state-addresses';
import { OrchestrationConfig } from './orchestration.config';
import { OrchestrationLifecycle } from './orchestration.lifecycle';
import { CATALOG } from './ports/catalog.port';
import { type Clock, CLOCK } from './ports/clock.port';
import { type Invoker, INVOKER } from './ports/invoker.port';
import { type Journal, JOURNAL } from './ports/journal.port';
import { type Mailbox, MAILBOX } from './ports/mailbox.port';
import { type Ownership, OWNERSHIP } from './ports/ownership.port';
import { type Locator, LOCATOR } from './ports/locator.port';
import { SIGNING_KEYS } from './ports/key-directory.port';
import { type Secrets, SECRETS } from './ports/secrets.port';
import { STATE_CLIENT, type StateClient } from './ports/state-client.port';
import { Correspondence } from './runtime/correspondence';
import { Circuits } from './runtime/circuits';
import { DefaultReversionExecutor } from './runtime/default-reversion-executor';
import { DefaultStepExecutor } from './runtime/default-step-executor';
import { EffectPerformer } from './runtime/effect-performer';
import { REVERSION_EXECUTOR, type ReversionExecutor, STEP_EXECUTOR, type StepExecutor } from './runtime/executor';
import { InstanceLoad } from './runtime/instance-load';
import { NestOrchestratorLog } from './nest-log';
import { Orchestrator } from './runtime/orchestrator';
import { Retention } from './runtime/retention';
import { ServiceCalls } from './runtime/service-calls';
import { Stewardship } from './runtime/stewardship';

const DAY_MS = 86_400_000;

/** Builds a plain class of the runtime, which knows nothing of Nest, from other providers. */
function build<Args extends unknown[], T>(
  token: FactoryProvider['provide'],
  inject: FactoryProvider['inject'],
  useFactory: (...args: Args) => T,
): FactoryProvider {
  return { provide: token, inject, useFactory: useFactory as FactoryProvider['useFactory'] };
}

const adapters: Provider[] = [
  { provide: CLOCK, useClass: SystemClock },
  InstanceLoad,
  ServiceIndex,
  build(Circuits, [OrchestrationConfig, CLOCK], (config: OrchestrationConfig, clock: Clock) => {
    const limits = { failures: config.JOB_CIRCUIT_FAILURES, openMs: config.JOB_CIRCUIT_OPEN_MS };
    return new Circuits(limits, () => clock.now());
  }),
  build(OWNERSHIP, [DATABASE, OrchestrationConfig], (database: Database<JournalSchema>, config: OrchestrationConfig) =>
    ownershipOn(database, config.JOB_LEASE_MS),
  ),
  build(
    JOURNAL,
    [DATABASE, OWNERSHIP],
    (database: Database<JournalSchema>, owner: Ownership) => new SqlJournal(database, owner),
  ),
  build(
    MAILBOX,
    [DATABASE, OWNERSHIP],
    (database: Database<JournalSchema>, owner: Ownership) => new SqlMailbox(database, owner),
  ),
  build(CATALOG, [DATABASE], (database: Database<JournalSchema>) => new SqlCatalog(database)),
  build(
    FormsCache,
    [OutboundHttp, CLOCK],
    (http: OutboundHttp, clock: Clock) => new FormsCache(http, () => clock.now()),
  ),
  build(
    RegistryFeed,
    [DiscoveryClient, ServiceIndex, CLOCK],
    (discovery: DiscoveryClient, index: ServiceIndex, clock: Clock) => new RegistryFeed(discovery, index, clock),
  ),
  build(
    LOCATOR,
    [ServiceIndex, FormsCache, RegistryFeed, InstanceLoad, Circuits],
    (index: ServiceIndex, forms: FormsCache, feed: RegistryFeed, load: InstanceLoad, circuits: Circuits) =>
      new RegistryLocator(index, forms, feed, load, circuits),
  ),
  build(SECRETS, [OrchestrationConfig, ENVIRONMENT], ({ SECRETS_FILE }: OrchestrationConfig, env: Environment) =>
    ConfiguredSecrets.load(SECRETS_FILE, env),
  ),
  build(SIGNING_KEYS, [OrchestrationConfig, PlatformConfig, DATABASE, CLOCK], openSigningKeys),
  build(Gate, [OrchestrationConfig], (config: OrchestrationConfig) => new Gate(config.JOB_MAX_CALLS_PER_SERVICE)),
  build(
    INVOKER,
    [OutboundHttp, Gate, OrchestrationConfig, SECRETS, SIGNING_KEYS, CLOCK],
    (http: OutboundHttp, gate: Gate, config: OrchestrationConfig, secrets: Secrets, keys: SigningKeys, clock: Clock) =>
      new HttpInvoker(
        http,
        gate,
        config.JOB_MAX_ANSWER_BYTES,
        secrets,
        config.SIGN_CALLS === 'on' ? new CallSigner(keys, Date) : null,
        clock,
      ),
  ),
  build(
    StateAddresses,
    [PlatformConfig, OrchestrationConfig],
    ({ SHARED_STATE_URL }: PlatformConfig, { SHARED_STATE_PUBLIC_URL }: OrchestrationConfig) =>
      new StateAddresses(SHARED_STATE_URL, SHARED_STATE_PUBLIC_URL ?? SHARED_STATE_URL),
  ),
  build(
    STATE_CLIENT,
    [OutboundHttp, StateAddresses, OrchestrationConfig, ServiceToken, SECRETS, CLOCK],
    (
      http: OutboundHttp,
      addresses: StateAddresses,
      config: OrchestrationConfig,
      token: ServiceToken,
      secrets: Secrets,
      clock: Clock,
    ) => new HttpStateClient(http, addresses, config.JOB_MAX_STATE_BYTES, token, secrets, clock),
  ),
];

const runtime: Provider[] = [
  build(
    ServiceCalls,
    [LOCATOR, INVOKER, InstanceLoad, Circuits, CLOCK],
    (locator: Locator, invoker: Invoker, load: InstanceLoad, circuits: Circuits, clock: Clock) =>
      new ServiceCalls(locator, invoker, load, circuits, clock),
  ),
  build(
    STEP_EXECUTOR,
    [ServiceCalls, STATE_CLIENT, CLOCK],
    (calls: ServiceCalls, states: StateClient, clock: Clock) => new DefaultStepExecutor(calls, states, clock),
  ),
  build(
    REVERSION_EXECUTOR,
    [ServiceCalls, STATE_CLIENT, CLOCK],
    (calls: ServiceCalls, states: StateClient, clock: Clock) => new DefaultReversionExecutor(calls, states, clock),
  ),
  build(
    EffectPerformer,
    [STEP_EXECUTOR, REVERSION_EXECUTOR, InstanceLoad],
    (steps: StepExecutor, reversion: ReversionExecutor, load: InstanceLoad) =>
      new EffectPerformer(steps, reversion, load),
  ),
  build(
    Retention,
    [JOURNAL, OWNERSHIP, STATE_CLIENT, OrchestrationConfig, CLOCK],
    (journal: Journal, ownership: Ownership, states: StateClient, config: OrchestrationConfig, clock: Clock) =>
      new Retention(
        journal,
        ownership,
        states,
        { keepMs: config.JOB_RETENTION_DAYS * DAY_MS, sweepMs: config.JOB_RETENTION_SWEEP_MS },
        clock,
        new NestOrchestratorLog(),
      ),
  ),
  build(Correspondence, [MAILBOX, CLOCK], (mailbox: Mailbox, clock: Clock) => new Correspondence(mailbox, clock)),
  build(
    Orchestrator,
    [JOURNAL, OWNERSHIP, Correspondence, EffectPerformer, CLOCK],
    (
      journal: Journal,
      ownership: Ownership,
      correspondence: Correspondence,
      performer: EffectPerformer,
      clock: Clock,
    ) => new Orchestrator(journal, ownership, correspondence, performer, clock, new NestOrchestratorLog()),
  ),
  build(
    Stewardship,
    [Orchestrator, OWNERSHIP, Correspondence, OrchestrationConfig, CLOCK],
    (
      orchestrator: Orchestrator,
      ownership: Ownership,
      correspondence: Correspondence,
      { JOB_LEASE_MS }: OrchestrationConfig,
      clock: Clock,
    ) => new Stewardship(orchestrator, ownership, correspondence, JOB_LEASE_MS, clock, new NestOrchestratorLog()),
  ),
];

/**
 * Runs jobs. Step and reversion executors are providers of their own: override STEP_EXECUTOR or REVERSION_EXECUTOR to
 * run or undo steps another way. Needs a StorageModule with `journalMigrations`.
 */
@Module({
  imports: [DiscoveryClientModule],
  providers: [provideConfig(OrchestrationConfig), ...adapters, ...runtime, OrchestrationLifecycle],
  exports: [
    Orchestrator,
    Gate,
    ServiceIndex,
    OrchestrationConfig,
    CATALOG,
    LOCATOR,
    SECRETS,
    SIGNING_KEYS,
    STATE_CLIENT,
    StateAddresses,
    CLOCK,
  ],
})
export class OrchestrationModule {}
