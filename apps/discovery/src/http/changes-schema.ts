import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { ServiceEntry } from '#contract';

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/** The change feed as an array. */
export const CHANGES_SCHEMA: Schema = {
  type: 'object',
  required: ['revision', 'events'],
  properties: {
    revision: { type: 'integer', example: 42 },
    events: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'event', 'data'],
        properties: {
          id: { type: 'integer', example: 42 },
          event: { type: 'string', enum: ['reset', 'upsert', 'remove'] },
          data: {
            anyOf: [
              { type: 'array', items: { $ref: getSchemaPath(ServiceEntry) } },
              { $ref: getSchemaPath(ServiceEntry) },
              {
                type: 'object',
                required: ['registryID', 'reason'],
                properties: { registryID: { type: 'string' }, reason: { type: 'string', example: 'expired' } },
              },
            ],
          },
        },
      },
    },
  },
};
