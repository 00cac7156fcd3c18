import { Nested, Numeric, OneOf, WholeNumber } from '../../validation/fields';
import { RetryPolicy } from './retry-policy.dto';

const ON_UNKNOWN = ['repeat', 'undo'] as const;
export type OnUnknown = (typeof ON_UNKNOWN)[number];

const ON_FAILURE = ['undo', 'pause'] as const;

export const ON_FAILURE_OF_TASK = [...ON_FAILURE, 'continue'] as const;
export type OnFailureOfTask = (typeof ON_FAILURE_OF_TASK)[number];

/** Adds the settings that a job, a step and a task may each have; the innermost one applies. */
export function withPolicies<T extends object>(base: new () => T) {
  class WithPolicies extends (base as new () => object) {
    @Nested(() => RetryPolicy, { description: 'For forward calls' })
    retry?: RetryPolicy;

    @Nested(() => RetryPolicy, { description: 'For reverts' })
    undoRetry?: RetryPolicy;

    @WholeNumber({ min: 1, description: 'Time limit of one attempt, in milliseconds' })
    timeoutMs?: number;

    @WholeNumber({
      min: 0,
      description:
        'How long, in milliseconds and in total, a service may be unavailable: no instance offers the task, the connection is refused, ' +
        'or it responds 429, or 503 with Retry-After; a minute by default. `retry.maxAttempts` applies as well if it is set',
    })
    bindTimeoutMs?: number;

    @OneOf(ON_UNKNOWN, {
      description:
        'How an unknown outcome is handled: `repeat` settles it with /repeat whatever the service declares, `undo` never settles it. Absent: as the service and the message allow',
    })
    onUnknown?: OnUnknown;

    @Numeric({ min: 0, description: 'Time limit of a task with all its attempts, in seconds' })
    taskMaxTTL?: number;
  }
  return WithPolicies as new () => T & WithPolicies;
}

/** What a job and a step may say of all their tasks. */
export class Policies extends withPolicies(Object) {
  @OneOf(ON_FAILURE, {
    description:
      'What follows when a task has failed for good, or the signal of a `waitFor` did not come: `undo` (the default) undoes the job, `pause` stops it and undoes nothing until an operator decides',
  })
  onFailure?: (typeof ON_FAILURE)[number];
}
