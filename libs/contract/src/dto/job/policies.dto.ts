import { Nested, Numeric, OneOf, WholeNumber } from '../../validation/fields';
import { RetryPolicy } from './retry-policy.dto';

export const ON_UNKNOWN = ['repeat', 'undo'] as const;
export type OnUnknown = (typeof ON_UNKNOWN)[number];

/** What a job, a step or a task may set; the nearest setting counts. */
export class Policies {
  @Nested(() => RetryPolicy, { description: 'For forward calls' })
  retry?: RetryPolicy;

  @Nested(() => RetryPolicy, { description: 'For reverts' })
  undoRetry?: RetryPolicy;

  @WholeNumber({ min: 1, description: 'Time limit of one attempt, in milliseconds' })
  timeoutMs?: number;

  @WholeNumber({
    min: 0,
    description:
      'How long, in milliseconds and in all, a service may not be there: nobody offers the task, the connection is refused, ' +
      'or it answers 429, or 503 with Retry-After; a minute by default. `retry.maxAttempts`, where it is given, counts too',
  })
  bindTimeoutMs?: number;

  @OneOf(ON_UNKNOWN, {
    description:
      'What is done about an unknown outcome: `repeat` settles it with /repeat whatever the service declares, `undo` never settles it. Absent: as the service and the message allow',
  })
  onUnknown?: OnUnknown;

  @Numeric({ min: 0, description: 'Time limit of a task with all its attempts, in seconds' })
  taskMaxTTL?: number;
}
