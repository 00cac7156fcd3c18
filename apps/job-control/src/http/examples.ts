import type { ApiBodyOptions, ApiParamOptions } from '@nestjs/swagger';
import { JobDocument } from '#contract';

/** Examples in the OpenAPI document. */

export const JOB_ID_PARAM: ApiParamOptions = {
  name: 'id',
  description: 'The id of the job',
  example: '0193b7d2-5f0e-7c11-9b53-7a3f1e0c2d4b',
};

export const JOB_BODY: ApiBodyOptions = {
  type: JobDocument,
  examples: {
    short: {
      summary: 'One call',
      value: {
        steps: [
          { tasks: [{ tag: 'todo', input: { command: 'create', resource: 'todo', payload: { title: 'Buy milk' } } }] },
        ],
      },
    },
    withState: {
      summary: 'Two steps that share a state document',
      value: {
        name: 'order',
        initialState: { todo: { id: 't1' } },
        steps: [
          {
            name: 'reserve',
            tasks: [
              {
                name: 'todo',
                tag: 'todo',
                input: { command: 'create', resource: 'todo', id: { $fromState: '/todo/id' }, payload: {} },
                storeResultAt: '/results/todo',
              },
            ],
          },
          {
            name: 'finish',
            tasks: [
              {
                name: 'todo',
                tag: 'todo',
                input: {
                  command: 'update',
                  resource: 'todo',
                  id: { $fromState: '/todo/id' },
                  payload: { done: true },
                },
              },
            ],
          },
        ],
      },
    },
  },
};
