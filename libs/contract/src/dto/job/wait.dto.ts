import { ApiExtraModels } from '@nestjs/swagger';
import { parseInstant } from '../../pure/instant';
import { isJsonObject } from '../../pure/json';
import { isPointer } from '../../pure/pointer';
import { Custom, Numeric } from '../../validation/fields';
import { StoreResult, StoreResultAtField, type StoreResultAt } from './store-result.dto';

/** Ten years. */
const MAX_WAIT_SECONDS = 315_360_000;

/** A time of the state document. */
export interface StateTime {
  readonly $fromState: string;
  readonly default?: string;
}

/** The step ends after this time. */
export class Wait {
  @Numeric({ min: 0, max: MAX_WAIT_SECONDS, description: 'From the start of the step', example: 3_600 })
  seconds?: number;

  @Custom(
    { description: 'A time (RFC 3339), or where the state document has one', example: '2026-12-24T18:00:00Z' },
    {
      name: 'until',
      expected: 'a time such as 2026-12-24T18:00:00Z, or {"$fromState": "<JSON pointer>", "default"?: "<time>"}',
      test: (value) => parseInstant(value) !== null || isStateTime(value),
      schema: {
        oneOf: [
          { type: 'string', format: 'date-time' },
          {
            type: 'object',
            required: ['$fromState'],
            properties: {
              $fromState: { type: 'string', format: 'json-pointer' },
              default: { type: 'string', format: 'date-time' },
            },
            additionalProperties: false,
          },
        ],
      },
    },
  )
  until?: string | StateTime;
}

function isStateTime(value: unknown): boolean {
  if (!isJsonObject(value) || !isPointer(value.$fromState)) return false;
  const isKnown = Object.keys(value).every((name) => name === '$fromState' || name === 'default');
  return isKnown && (value.default === undefined || parseInstant(value.default) !== null);
}

/** Names stand in addresses: a segment of dots would not get there. */
const SIGNAL_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const EXPECTED_SIGNAL_NAME = 'a letter or a digit, then up to 63 letters, digits, dots, hyphens and underscores';

/** The step ends when the signal has come. */
@ApiExtraModels(StoreResult)
export class WaitFor {
  @Custom(
    { required: true, description: 'Sent with `POST /jobs/{id}/signals/{name}`', example: 'payment-received' },
    {
      name: 'signalName',
      expected: EXPECTED_SIGNAL_NAME,
      test: (value) => typeof value === 'string' && SIGNAL_NAME.test(value),
      schema: { type: 'string', pattern: SIGNAL_NAME.source },
    },
  )
  signal!: string;

  @Numeric({
    min: 0.001,
    max: MAX_WAIT_SECONDS,
    description: 'The step fails if the signal has not come by then; without it, it may take as long as it likes',
    example: 86_400,
  })
  timeoutSeconds?: number;

  @StoreResultAtField({ description: 'Where the body of the signal is stored in the state document' })
  storeResultAt?: StoreResultAt;
}
