export { ConcurrencyLimiter } from './adapters/invoker/concurrency-limiter';
export { JOB_SERVICE } from './adapters/invoker/job-service';
export { journalMigrations } from './adapters/database/migrations';
export { StateAddresses } from './adapters/state/state-addresses';
export { ServiceIndex } from './adapters/locator/service-index';
export { ServicePerformer } from './adapters/performer/service-performer';
export type { Command, OperatorCommand } from './core/model/commands';
export { ActionRefused } from './core/decide/action-refused';
export type { ForwardEffect, UndoEffect } from './core/model/effects';
export type { RecordedEvent } from './core/model/events';
export { requestsApproval } from './core/queries/pending-approval';
export { mayAffectOlderRecord, type UncertainCall, settlementMethodOf } from './core/task/settle';
export { isCalling } from './core/queries/units';
export { compiling } from './core/plan/compile';
export { type DefinitionVersion, type JobState, type JobStatus, type UnitRef } from './core/model/state';
export { OrchestrationConfig } from './orchestration.config';
export { OrchestrationModule } from './orchestration.module';
export { policyDefaults } from './policy-defaults';
export { type Catalog, CATALOG, type JobFilter } from './ports/catalog.port';
export { type Clock, CLOCK } from './ports/clock.port';
export type { ListedJob } from './ports/journal.port';
export type { PlannedStep, PlannedTask } from './core/plan/plan';
export { type Found, type Located, type Locator, LOCATOR } from './ports/locator.port';
export { type KeyDirectory, SIGNING_KEYS } from './ports/key-directory.port';
export { type Ownership, OWNERSHIP } from './ports/ownership.port';
export { type Secrets, SECRETS, type SecretUse } from './ports/secrets.port';
export { STATE_CLIENT, type StateClient } from './ports/state-client.port';
export type { JobContext, ReversionExecutor, StepExecutor } from './ports/executor.port';
export type { Observer } from './ports/observer.port';
export {
  type PlannedRevert,
  type PlannedTakeBack,
  planRevert,
  planTakeBack,
  type RevertedStep,
} from './core/revert-plan';
export { Orchestrator } from './runtime/orchestrator';
export { toEventPage } from './view/event-page';
export { toEventView } from './view/event-view';
export { toJobOutline } from './view/job-outline';
export { toJobView } from './view/job-view';
export { resultAt, stepOfSegment } from './view/result';
export { toJobSummary } from './view/summary';
export { startedDefinition } from './view/started-definition';
export { toTaskPage } from './view/task-page';
