import { validateJobDocument } from './validate-job-document';

const order = {
  $schema: 'https://example.org/job.schema.json',
  name: 'order',
  labels: { customer: 'acme', env: 'prod' },
  'x-team': 'sales',
  retry: { maxAttempts: 3, jitter: true },
  initialState: { constructor: 'kept as it is', todo: { id: 't1' } },
  steps: [
    {
      name: 'reserve',
      mode: 'sequential',
      tasks: [
        {
          name: 'todo',
          tag: 'todo',
          input: { command: 'create', resource: 'todo', id: { $fromState: '/todo/id', default: 't1' } },
          storeResultAt: [{ targetPath: '/results/todo', sourcePath: 'data/id', onlyOnStatus: [200] }],
        },
        { of: 'reserve/todo', storeResultAt: '/again' },
      ],
    },
    {
      mode: 'revert',
      approval: true,
      when: { all: [{ exists: '/results/todo' }, { not: { gt: ['/total', 100] } }] },
      tasks: [
        { of: 'reserve/todo' },
        {
          service: 'todo-service',
          forEach: { $fromState: '/items' },
          maxParallel: 4,
          input: { url: { $stateURL: true } },
        },
      ],
    },
  ],
};

function faultsOf(plain: unknown, lenient = false): Record<string, string> {
  return Object.fromEntries(
    validateJobDocument(plain, { lenient }).faults.map((fault) => [fault.pointer, fault.message]),
  );
}

function withTask(task: object): object {
  return { steps: [{ tasks: [task] }] };
}

describe('a job document', () => {
  it('may use everything the protocol offers', () => {
    const { faults, warnings, value } = validateJobDocument(order);
    expect(faults).toEqual([]);
    expect(warnings).toEqual([]);
    expect(JSON.parse(JSON.stringify(value))).toEqual(order);
  });

  it('has at most 32 labels, whose keys and values can be searched for', () => {
    const labelled = (labels: unknown) => faultsOf({ ...withTask({ tag: 'todo' }), labels });
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`key-${n}`, 'v']));
    expect(labelled({ 'a.b/c_D-9': '', [`k${'9'.repeat(62)}`]: 'ü'.repeat(255) })).toEqual({});
    expect(labelled(many(32))).toEqual({});
    expect(labelled(many(33))).toEqual({ '/labels': 'expected at most 32 labels' });
    expect(labelled(['a'])).toEqual({ '/labels': 'expected a JSON object' });
    expect(
      Object.keys(labelled({ 'a:b': 'x', '': 'x', ok: 1, long: 'x'.repeat(256), [`k${'9'.repeat(63)}`]: 'x' })),
    ).toEqual(['/labels/a:b', '/labels/', '/labels/ok', '/labels/long', `/labels/k${'9'.repeat(63)}`]);
  });

  it('has a name that an index can hold, counted in bytes', () => {
    const named = (name: string) => faultsOf({ ...withTask({ tag: 'todo' }), name });
    expect(named('é'.repeat(512))).toEqual({});
    expect(named('é'.repeat(513))).toEqual({ '/name': 'expected a string of at most 1024 bytes' });
  });

  it('lists all its faults at once, each with its pointer', () => {
    const faults = faultsOf({
      name: 7,
      colour: 'red',
      retry: { maxAttempts: 0 },
      steps: [
        {
          name: 'a',
          mode: 'backwards',
          tasks: [
            { name: 'x', tag: 'todo' },
            { name: 'x', tag: 'todo', of: 'a/x' },
          ],
        },
        { name: 'a', tasks: [{ input: 5 }, 'call me', { tag: 'todo', storeResultAt: 'results' }] },
        'sleep',
        { tasks: 'none' },
      ],
    });
    expect(faults).toEqual({
      '/colour': expect.stringContaining('unknown field: expected one of name, description,'),
      '/name': 'expected a string of at most 1024 bytes',
      '/retry/maxAttempts': 'expected a whole number of at least 1',
      '/steps/0/mode': 'expected one of execute, repeat, revert, parallel, sequential',
      '/steps/0/tasks/1/name': 'expected a name of its own: number 1 is named "x" too',
      '/steps/0/tasks/1/of': 'expected the step/task of an earlier task without forEach',
      '/steps/1/name': 'expected a name of its own: number 1 is named "a" too',
      '/steps/1/tasks/0': 'expected at least one of tag, profile, resource, serviceName, does',
      '/steps/1/tasks/0/input': 'expected a JSON object',
      '/steps/1/tasks/1': 'expected a JSON object',
      '/steps/1/tasks/2/storeResultAt': expect.stringContaining('expected a JSON pointer, or one or an array of'),
      '/steps/2': 'expected a JSON object',
      '/steps/3/tasks': 'expected an array of at most 1000 JSON objects',
    });
  });

  it.each([undefined, null, 'job', [], 3])('is an object, not %p', (plain) => {
    expect(faultsOf(plain)).toEqual({ '': 'expected a JSON object' });
  });

  it('needs steps, and not too many', () => {
    expect(faultsOf({})).toEqual({ '/steps': 'is missing: expected an array of at most 1000 JSON objects' });
    expect(faultsOf({ steps: Array.from({ length: 1001 }, () => ({ tasks: [] })) })).toHaveProperty(['/steps']);
  });

  it('counts a name by position like a written one', () => {
    const faults = faultsOf({ steps: [{ name: 'step-2', tasks: [] }, { tasks: [] }] });
    expect(faults).toEqual({ '/steps/1/name': expect.stringContaining('"step-2"') });
  });

  it('takes null for absent, except where any JSON may stand', () => {
    const { value, faults } = validateJobDocument({ name: null, ...withTask({ tag: 'todo', input: { note: null } }) });
    expect(faults).toEqual([]);
    expect(value.name).toBeUndefined();
    expect(value.steps[0]?.tasks?.[0]?.input).toEqual({ note: null });
  });
});

describe('$literal and $format', () => {
  const faultsIn = (x: unknown) => faultsOf(withTask({ tag: 'todo', input: { x } }));

  it('may stand at any depth; what is in a literal is for the service', () => {
    const content = { $fromState: 5, $fromstate: '/a', $index: true, list: [{ $secret: 7 }] };
    const { faults, warnings } = validateJobDocument(
      withTask({ tag: 'todo', input: { a: [{ $literal: content }], b: { $format: 'a {{b}} c' } } }),
    );
    expect([faults, warnings]).toEqual([[], []]);
  });

  it.each([{ $literal: 1, more: 2 }, { $format: 5 }, { $format: 'a', more: 1 }])('%j is refused', (reference) => {
    expect(Object.keys(faultsIn(reference))).toEqual(['/steps/0/tasks/0/input/x']);
  });

  it.each(['{', '}', '{a}', '{}', '{/a', '/a}', '{/a~2}', '{/__proto__}', '{/{a}}'])('%j is no $format', ($format) =>
    expect(Object.keys(faultsIn({ $format }))).toEqual(['/steps/0/tasks/0/input/x']),
  );

  it('a literal counts towards the depth of the input', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    expect(faultsIn({ $literal: nested(61) })).toEqual({});
    expect(faultsIn({ $literal: nested(64) })).not.toEqual({});
  });

  it('a $format of what nothing stores before is warned of', () => {
    const { warnings } = validateJobDocument(withTask({ tag: 'todo', input: { x: { $format: 'a {/b}' } } }));
    expect(warnings.map(({ pointer }) => pointer)).toEqual(['/steps/0/tasks/0/input/x/$format']);
  });
});

describe('references to the state document', () => {
  it('are checked at any depth of an input', () => {
    const input = { list: [{ a: { $fromState: 'todo/id' } }], b: { $fromState: '/x', or: 1 }, c: { $stateURL: 'yes' } };
    expect(faultsOf(withTask({ tag: 'todo', input }))).toEqual({
      '/steps/0/tasks/0/input/list/0/a/$fromState': expect.stringContaining('expected a JSON pointer'),
      '/steps/0/tasks/0/input/b/or': 'unknown field: expected only $fromState and default',
      '/steps/0/tasks/0/input/c': 'expected exactly {"$stateURL": true}',
    });
  });

  it.each(['/a~2b', '/__proto__/x', '/a/constructor', 5, null])('do not accept %p as a pointer', (pointer) => {
    expect(Object.keys(faultsOf(withTask({ tag: 'todo', input: { $fromState: pointer } })))).toHaveLength(1);
    const inDefault = { a: { $fromState: '/a', default: { $fromState: pointer } } };
    expect(faultsOf(withTask({ tag: 'todo', input: inDefault }))).toHaveProperty([
      '/steps/0/tasks/0/input/a/default/$fromState',
    ]);
  });

  it('make forEach, and maxParallel goes with it', () => {
    expect(faultsOf(withTask({ tag: 'todo', forEach: ['a'] }))).toHaveProperty(['/steps/0/tasks/0/forEach']);
    expect(faultsOf(withTask({ tag: 'todo', forEach: { $fromState: 'items' } }))).toHaveProperty([
      '/steps/0/tasks/0/forEach',
    ]);
    expect(faultsOf(withTask({ tag: 'todo', maxParallel: 2 }))).toEqual({
      '/steps/0/tasks/0/maxParallel': 'expected only together with forEach',
    });
  });
});

describe('`of`', () => {
  const tasks = [{ name: 'one', tag: 'todo' }, { of: 'first/one' }];

  it('looks back within a sequential step', () => {
    expect(faultsOf({ steps: [{ name: 'first', mode: 'sequential', tasks }] })).toEqual({});
  });

  it('does not look at a task that runs at the same time', () => {
    expect(faultsOf({ steps: [{ name: 'first', tasks }] })).toHaveProperty(['/steps/0/tasks/1/of']);
  });

  it('does not look ahead', () => {
    const steps = [{ tasks: [{ of: 'second/task-1' }] }, { name: 'second', tasks: [{ tag: 'todo' }] }];
    expect(faultsOf({ steps })).toHaveProperty(['/steps/0/tasks/0/of']);
  });
});

describe('a condition', () => {
  it.each([
    [{}, ''],
    [{ exists: '/a', equals: ['/a', 1] }, ''],
    [{ equals: ['a', 1] }, '/equals'],
    [{ in: ['/a', 1] }, '/in'],
    [{ gt: ['/a', true] }, '/gt'],
    [{ like: ['/a', 'b'] }, '/like'],
    [{ not: { any: [{ exists: '/a' }, {}] } }, '/not/any/1'],
    [{ all: [1] }, '/all/0'],
    ['always', ''],
  ])('%j is refused', (when, pointer) => {
    expect(faultsOf(withTask({ tag: 'todo', when }))).toHaveProperty([`/steps/0/tasks/0/when${pointer}`]);
  });

  it('of absurd depth is refused, not followed', () => {
    let when: object = { exists: '/a' };
    for (let depth = 0; depth < 10_000; depth++) when = { not: when };
    expect(Object.values(faultsOf(withTask({ tag: 'todo', when })))).toContain('expected at most 64 levels');
  });
});

describe('the older /run-job', () => {
  it('is only warned of unknown fields', () => {
    const task = { tag: 'todo', colour: 'red', input: { $fromState: '/a', or: 1 } };
    const document = { sharedState: { a: {} }, steps: [{ tasks: [task] }] };
    const { faults, warnings, value } = validateJobDocument(document, { lenient: true });
    expect(faults).toEqual([]);
    expect(warnings.map(({ pointer }) => pointer)).toEqual(['/steps/0/tasks/0/colour', '/steps/0/tasks/0/input/or']);
    expect(value.steps[0]?.tasks?.[0]).not.toHaveProperty('colour');
  });

  it('refuses everything else', () => {
    expect(faultsOf({ steps: [{ mode: 'backwards', tasks: [] }] }, true)).toHaveProperty(['/steps/0/mode']);
  });
});

describe('of', () => {
  it('may not take up a task that makes many calls', () => {
    const many = { name: 'many', tag: 'x', forEach: { $fromState: '/items' } };
    const { faults } = validateJobDocument({
      steps: [
        { name: 'a', tasks: [many] },
        { name: 'b', mode: 'revert', tasks: [{ of: 'a/many' }] },
      ],
    });
    expect(faults).toEqual([
      { pointer: '/steps/1/tasks/0/of', message: 'expected the step/task of an earlier task without forEach' },
    ]);
  });
});

describe('the item of a forEach', () => {
  it('is referred to by well-formed pointers only', () => {
    const input = {
      a: { $fromItem: 'id' },
      b: { $fromItem: '/id', fallback: 1 },
      c: { $index: 1 },
      d: { $index: true },
    };
    const { faults } = validateJobDocument({
      steps: [{ tasks: [{ tag: 'x', forEach: { $fromState: '/l' }, input }] }],
    });
    expect(faults.map(({ pointer }) => pointer)).toEqual([
      '/steps/0/tasks/0/input/a/$fromItem',
      '/steps/0/tasks/0/input/c',
      '/steps/0/tasks/0/input/b/fallback',
    ]);
  });
});
