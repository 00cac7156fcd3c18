export { ConcurrencyLimiter } from './adapters/invoker/concurrency-limiter';
export { JOB_SERVICE } from './adapters/invoker/job-service';
export { journalMigrations } from './adapters/journal/migrations';
export { StateAddresses } from './adapters/state/state-addresses';
export { ServiceIndex } from './adapters/locator/service-index';
export type { OperatorCommand } from './core/commands';
export { ActionRefused } from './core/decide/action-refused';
export type { RecordedEvent } from './core/events';
export { hasEnded } from './core/evolve/evolve';
export { opensGate } from './core/gate';
export { mayHitAnother, type SettledCall, settlingOf } from './core/task/settle';
export { isCalling } from './core/units';
export { compiling, statePlan } from './core/plan/compile';
export { type JobState, type JobStatus, type UnitRef } from './core/state';
export { OrchestrationConfig } from './orchestration.config';
export { OrchestrationModule } from './orchestration.module';
export { policyDefaults } from './policy-defaults';
export { type Catalog, CATALOG, type JobFilter } from './ports/catalog.port';
export type { JobRow } from './ports/journal.port';
export type { PlannedStep, PlannedTask } from './core/plan/plan';
export { type Found, type Located, type Locator, LOCATOR } from './ports/locator.port';
export { type KeyDirectory, SIGNING_KEYS } from './ports/key-directory.port';
export { type Secrets, SECRETS, type SecretUse } from './ports/secrets.port';
export { STATE_CLIENT, type StateClient } from './ports/state-client.port';
/** @public To run or to undo steps another way: override these providers. */
export {
  type Executor,
  REVERSION_EXECUTOR,
  type ReversionExecutor,
  STEP_EXECUTOR,
  type StepExecutor,
} from './ports/executor.port';
export type { Observer } from './ports/observer.port';
export { Orchestrator } from './runtime/orchestrator';
export { toEventPage } from './view/event-page';
export { toEventView } from './view/event-view';
export { toJobOutline } from './view/job-outline';
export { toJobView } from './view/job-view';
export { resultAt, stepMeant } from './view/result';
export { toJobSummary } from './view/summary';
export { toTaskPage } from './view/task-page';
