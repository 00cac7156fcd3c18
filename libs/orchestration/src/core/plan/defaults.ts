import { JOB_LIMITS, type JobLimits } from './limits';
import { type ResolvedPolicies } from './policies';

/** Default policies of a job. They are copied into the job at submission. */
export interface PolicyDefaults extends ResolvedPolicies {
  /** Milliseconds to keep trying a state document that cannot be reached. */
  readonly stateTimeoutMs: number;
  /** Absent in jobs that were accepted by a version that had none; one that had fewer left out the newer ones. */
  readonly limits?: Partial<JobLimits>;
}

export const POLICY_DEFAULTS: PolicyDefaults = {
  retry: {
    maxAttempts: 3,
    initialIntervalMs: 500,
    backoffCoefficient: 2,
    maxIntervalMs: 10_000,
    jitter: 0.2,
    nonRetryableStatuses: [],
  },
  // 5 attempts: 0, 12, 36, 84 and 180 s after the first, about three minutes in all.
  undoRetry: {
    maxAttempts: 5,
    initialIntervalMs: 12_000,
    backoffCoefficient: 2,
    maxIntervalMs: 96_000,
    jitter: 0.1,
    nonRetryableStatuses: [],
  },
  timeoutMs: 30_000,
  bindTimeoutMs: 60_000,
  taskMaxTtlMs: 24 * 60 * 60 * 1000,
  stateTimeoutMs: 60_000,
  limits: JOB_LIMITS,
};
