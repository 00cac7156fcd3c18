import { ApiExtraModels } from '@nestjs/swagger';
import type { JsonObject } from '../../pure/json';
import type { SecretReference } from '../../pure/secret-reference';
import { AnyObject, Flag, Nested, Text, WholeNumber } from '../../validation/fields';
import { Condition } from './condition.dto';
import { Policies } from './policies.dto';
import { StoreResult, StoreResultAtField, type StoreResultAt } from './store-result.dto';

/** A header's value: a literal, or a secret with an optional prefix. */
export type HeaderValue = string | (SecretReference & { readonly prefix?: string });

/** One call of one service, which is found by what it offers. */
@ApiExtraModels(StoreResult)
export class TaskDto extends Policies {
  @Text({ minLength: 1, description: 'Unique in its step; `task-1` by position when absent' })
  name?: string;

  @Text()
  description?: string;

  @Text({ minLength: 1, example: 'todo' })
  tag?: string;

  @Text({ minLength: 1 })
  profile?: string;

  @Text({ minLength: 1 })
  resource?: string;

  @Text({ minLength: 1, example: 'todo-service' })
  serviceName?: string;

  @Text({ minLength: 1, description: 'Older documents: the same as `serviceName`' })
  service?: string;

  @Flag({ description: 'false skips it' })
  enabled?: boolean;

  @Text({ description: 'An earlier task, as `step/task`, whose ids, body and instance this one uses' })
  of?: string;

  @AnyObject({
    description:
      'The body. Directives in it, such as `$fromState`, `$format` and `$secret`, are replaced, at any depth',
  })
  input?: JsonObject;

  @AnyObject({
    description: 'More headers for its calls, the secret ones by name',
    example: { authorization: { $secret: 'bank', prefix: 'Bearer ' } },
    members: {
      oneOf: [
        { type: 'string' },
        {
          type: 'object',
          required: ['$secret'],
          properties: { $secret: { type: 'string' }, prefix: { type: 'string' } },
          additionalProperties: false,
        },
      ],
    },
  })
  headers?: Record<string, HeaderValue>;

  @StoreResultAtField({ description: 'Where the response is stored in the state document' })
  storeResultAt?: StoreResultAt;

  @Nested(() => Condition, { description: 'The task is skipped where this does not hold' })
  when?: Condition;

  @AnyObject({ description: 'An array in the state document: one call per item', example: { $fromState: '/items' } })
  forEach?: { $fromState: string };

  @WholeNumber({ min: 1, description: 'How many calls of a `forEach` may be under way at once' })
  maxParallel?: number;
}
