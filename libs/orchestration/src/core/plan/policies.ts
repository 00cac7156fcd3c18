import type { OnFailureOfTask, OnUnknown, RetryPolicy as RetryPolicyDto } from '#contract';
import { type ResolvedRetryPolicy } from './plan';

/** The settings that job, step and task may each make; the nearest one counts, member by member. */
export interface ResolvedPolicies {
  readonly retry: ResolvedRetryPolicy;
  readonly undoRetry: ResolvedRetryPolicy;
  readonly timeoutMs: number;
  readonly bindTimeoutMs: number;
  readonly taskMaxTtlMs: number;
  /** The author has said how often a call may be tried. */
  readonly attemptsSet?: boolean;
  readonly onUnknown?: OnUnknown;
  readonly onFailure?: OnFailureOfTask;
}

interface PolicySettings {
  retry?: RetryPolicyDto;
  undoRetry?: RetryPolicyDto;
  timeoutMs?: number;
  bindTimeoutMs?: number;
  /** Seconds. */
  taskMaxTTL?: number;
  onUnknown?: OnUnknown;
  onFailure?: OnFailureOfTask;
}

const SETTINGS: readonly (keyof PolicySettings)[] = [
  'retry',
  'undoRetry',
  'timeoutMs',
  'bindTimeoutMs',
  'taskMaxTTL',
  'onUnknown',
  'onFailure',
];

export function inheritPolicies(outer: ResolvedPolicies, own: PolicySettings): ResolvedPolicies {
  if (SETTINGS.every((name) => own[name] === undefined)) return outer;
  const onUnknown = own.onUnknown ?? outer.onUnknown;
  const onFailure = own.onFailure ?? outer.onFailure;
  return {
    retry: inheritRetry(outer.retry, own.retry),
    undoRetry: inheritRetry(outer.undoRetry, own.undoRetry),
    timeoutMs: own.timeoutMs ?? outer.timeoutMs,
    bindTimeoutMs: own.bindTimeoutMs ?? outer.bindTimeoutMs,
    attemptsSet: outer.attemptsSet === true || own.retry?.maxAttempts !== undefined,
    taskMaxTtlMs: own.taskMaxTTL === undefined ? outer.taskMaxTtlMs : own.taskMaxTTL * 1000,
    ...(onUnknown !== undefined && { onUnknown }),
    ...(onFailure !== undefined && { onFailure }),
  };
}

function inheritRetry(outer: ResolvedRetryPolicy, own: RetryPolicyDto | undefined): ResolvedRetryPolicy {
  if (own === undefined) return outer;
  return {
    maxAttempts: own.maxAttempts ?? outer.maxAttempts,
    initialIntervalMs: own.initialIntervalMs ?? outer.initialIntervalMs,
    backoffCoefficient: own.backoffCoefficient ?? outer.backoffCoefficient,
    maxIntervalMs: own.maxIntervalMs ?? outer.maxIntervalMs,
    jitter: own.jitter === undefined ? outer.jitter : Number(own.jitter),
    nonRetryableStatuses: own.nonRetryableStatuses ?? outer.nonRetryableStatuses,
  };
}
