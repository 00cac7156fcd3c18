import { Custom, Numeric, WholeNumber, WholeNumberList } from '../../validation/fields';

/** How often a call is retried, and after which delays. */
export class RetryPolicy {
  @WholeNumber({ min: 1, description: 'Attempts in all, the first one included' })
  maxAttempts?: number;

  @WholeNumber({ min: 0, description: 'Milliseconds before the second attempt' })
  initialIntervalMs?: number;

  @Numeric({ min: 1, description: 'What the interval is multiplied by from one attempt to the next' })
  backoffCoefficient?: number;

  @WholeNumber({ min: 0, description: 'The longest interval, in milliseconds' })
  maxIntervalMs?: number;

  @Custom(
    { description: 'The share of an interval that is left to chance: 0 to 1, or true for all of it' },
    {
      name: 'jitter',
      expected: 'true, false or a number from 0 to 1',
      test: (value) => typeof value === 'boolean' || (typeof value === 'number' && value >= 0 && value <= 1),
      schema: { oneOf: [{ type: 'boolean' }, { type: 'number', minimum: 0, maximum: 1 }] },
    },
  )
  jitter?: boolean | number;

  @WholeNumberList({ min: 100, max: 599, description: 'HTTP statuses after which another attempt is pointless' })
  nonRetryableStatuses?: number[];
}
