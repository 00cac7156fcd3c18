export { AboutClient, type AuditRecord, type CallerIdentity } from './about/about-client';
export {
  DiscoveryClient,
  type RegistryChange,
  type ServiceFilter,
  type OfferedTransition,
} from './discovery/discovery-client';
export { ApiError } from './errors/api-error';
export { UnreachableError } from './errors/unreachable-error';
export type { Page } from './http/page';
export type { ClientOptions, TokenProvider } from './http/platform-http';
export {
  JobControlClient,
  type ActionOptions,
  type BulkRequest,
  type JobAction,
  type JobListQuery,
} from './job-control/job-control-client';
export { watchJob, type WatchOptions } from './job-control/watch-job';
export { retryTransient } from './job-control/retry-transient';
export { SharedStateClient, type JsonPatchOperation, type StateContent } from './shared-state/shared-state-client';
