export interface StarterOptions {
  /** Of the job, or of the service. */
  name: string;
  /** Tag under which the service is found. */
  tag: string;
}

/** A job that creates a record and reads it back, which shows how data is passed on. */
export function starterJob({ name, tag }: StarterOptions): object {
  const id = { $fromState: '/made/id' };
  return {
    name,
    description: 'Makes one, and reads it back; say here what it is for',
    initialState: { title: 'The first' },
    steps: [
      {
        name: 'make',
        tasks: [
          {
            name: 'one',
            tag,
            input: { command: 'create', resource: tag, payload: { title: { $fromState: '/title' } } },
            storeResultAt: { targetPath: '/made', sourcePath: '/result' },
          },
        ],
      },
      {
        name: 'read',
        tasks: [
          {
            name: 'one',
            tag,
            input: { command: 'read', resource: tag, id },
            storeResultAt: { targetPath: '/read', sourcePath: '/result' },
          },
        ],
      },
    ],
  };
}

/** A service without code, for engine-service. */
export function starterDesign({ name, tag }: StarterOptions): object {
  const changes = { safe: false, idempotent: false, reversible: true };
  const reads = { safe: true, idempotent: true, reversible: false };
  const returns = (what: string) => ({ type: tag, returns: what });
  return {
    title: name,
    version: '1.0.0',
    description: 'Say here what it is for',
    resourceType: tag,
    resourceSchema: { [tag]: { title: { type: 'string' }, done: { type: 'boolean' } } },
    serviceInfo: { serviceName: name, description: `Keeps each ${tag}`, tags: [tag] },
    commands: {
      create: {
        description: 'Makes one',
        transitionType: changes,
        inputs: { required: ['title'], optional: ['id', 'done'], defaults: { done: false } },
        output: returns('object'),
      },
      read: {
        description: 'One of them',
        transitionType: reads,
        inputs: { required: ['id'] },
        output: returns('object'),
      },
      update: {
        description: 'Changes one',
        transitionType: { ...changes, idempotent: true },
        inputs: { required: ['id'], optional: ['title', 'done'] },
        output: returns('object'),
      },
      delete: {
        description: 'Forgets one',
        transitionType: { ...changes, idempotent: true },
        inputs: { required: ['id'] },
        output: returns('none'),
      },
      list: { description: 'All of them', transitionType: reads, output: returns('array') },
    },
  };
}
