import type { ApiBodyOptions, ApiParamOptions } from '@nestjs/swagger';
import { DefinitionDocument, DefinitionStart } from '#contract';

/** What the OpenAPI document shows of definitions. */

export const DEFINITION_NAME: ApiParamOptions = {
  name: 'name',
  description: 'The name of the definition',
  example: 'remind',
};

export const DEFINITION_BODY: ApiBodyOptions = {
  type: DefinitionDocument,
  examples: {
    remind: {
      summary: 'A job with two inputs, one of which has a default',
      value: {
        description: 'Writes a todo',
        inputs: {
          type: 'object',
          properties: {
            title: { type: 'string', minLength: 1, title: 'What is to be done' },
            done: { type: 'boolean', default: false },
          },
          required: ['title'],
          additionalProperties: false,
        },
        job: {
          name: 'remind',
          steps: [
            {
              name: 'write',
              tasks: [
                {
                  name: 'todo',
                  tag: 'todo',
                  input: {
                    command: 'create',
                    resource: 'todo',
                    payload: { title: { $input: '/title' }, done: { $input: '/done' } },
                  },
                },
              ],
            },
          ],
        },
      },
    },
  },
};

export const START_BODY: ApiBodyOptions = {
  type: DefinitionStart,
  required: false,
  examples: { remind: { summary: 'With one input', value: { inputs: { title: 'Buy milk' } } } },
};
