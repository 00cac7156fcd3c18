import { ApiExtraModels } from '@nestjs/swagger';
import type { JsonObject } from '../../pure/json';
import type { SecretReference } from '../../pure/secret-reference';
import { AnyObject, Text } from '../../validation/fields';
import { StoreResult, StoreResultAtField, type StoreResultAt } from './store-result.dto';

/** A header's value: a literal, or a secret with an optional prefix. */
export type HeaderValue = string | (SecretReference & { readonly prefix?: string });

/** Which service is called, with what, and where its response is stored. */
@ApiExtraModels(StoreResult)
export class CallDto {
  @Text({ minLength: 1, example: 'todo' })
  tag?: string;

  @Text({ minLength: 1 })
  profile?: string;

  @Text({ minLength: 1 })
  resource?: string;

  @Text({ minLength: 1, example: 'todo-service' })
  serviceName?: string;

  @Text({
    minLength: 1,
    description:
      'Absolute id of a transition in an ALPS profile: services that offer it are found, and `input` is in the terms of that profile',
    example: 'https://vocabulary.example/travel#doReserve',
  })
  does?: string;

  @Text({ minLength: 1, description: 'Older documents: the same as `serviceName`' })
  service?: string;

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
}
