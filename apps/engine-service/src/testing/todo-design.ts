/** A design with one of everything; tests change the part they are about. */
export const todoDesign = {
  title: 'Todos',
  resourceType: 'todo',
  'x-owner': 'is not validated',
  resourceSchema: {
    todo: {
      title: { type: 'string' },
      done: { type: 'boolean' },
      priority: { type: 'number' },
      status: { type: 'string', enum: ['open', 'closed'] },
      due: { type: 'string', format: 'ISO8601' },
      madeAt: { type: 'string', format: 'date-time' },
      tags: { type: 'array' },
      more: { type: 'object' },
    },
  },
  serviceInfo: { serviceName: 'todo-service', tags: ['todo'] },
  commands: {
    create: {
      inputs: {
        required: ['title'],
        optional: ['id', 'done'],
        defaults: { done: false, status: 'open' },
        rules: [{ id: 'generateIfMissing' }, { madeAt: 'generateIfMissing' }],
      },
    },
    read: { transitionType: { safe: true, idempotent: true, reversible: false } },
    update: { inputs: { required: ['id'] } },
    delete: { output: { type: 'null' } },
    list: {},
    filter: {},
    status: { inputs: { required: ['id', 'status'] } },
    close: { inputs: { required: ['id'], defaults: { status: 'closed', done: true } }, sets: ['status', 'done'] },
    'x-later': 'nor this',
  },
};
