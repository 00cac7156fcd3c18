import { onlyTask, tasksOf } from '../support/job-control';
import { Platform } from '../support/platform';

const task = { tag: 'x', input: {} };
const withTask = (more: object) => ({ steps: [{ tasks: [{ ...task, ...more }] }] });
const withStep = (more: object) => ({ steps: [{ tasks: [task], ...more }] });

/** What is wrong, the document, and the pointer to it. */
const FAULTS: [string, unknown, string][] = [
  ['no steps', { name: 'x' }, '/steps'],
  ['a document that is an array', [], ''],
  ['steps that are no array', { steps: {} }, '/steps'],
  ['a step without tasks', { steps: [{}] }, '/steps/0/tasks'],
  ['an unknown mode', withStep({ mode: 'sometimes' }), '/steps/0/mode'],
  ['an unknown field of the job', { ...withTask({}), stepz: 1 }, '/stepz'],
  ['an unknown field of a step', withStep({ taskz: 1 }), '/steps/0/taskz'],
  ['an unknown field of a task', withTask({ tagg: 'x' }), '/steps/0/tasks/0/tagg'],
  ['an address instead of a need', withTask({ url: 'http://127.0.0.1:1' }), '/steps/0/tasks/0/url'],
  ['a task that needs nothing', { steps: [{ tasks: [{ input: {} }] }] }, '/steps/0/tasks/0'],
  [
    'two steps of one name',
    {
      steps: [
        { name: 'a', tasks: [task] },
        { name: 'a', tasks: [task] },
      ],
    },
    '/steps/1/name',
  ],
  [
    'a name that another step has by position',
    { steps: [{ name: 'step-2', tasks: [task] }, { tasks: [task] }] },
    '/steps/1/name',
  ],
  [
    'two tasks of one name',
    {
      steps: [
        {
          tasks: [
            { ...task, name: 'a' },
            { ...task, name: 'a' },
          ],
        },
      ],
    },
    '/steps/0/tasks/1/name',
  ],
  ['storeResultAt that is no pointer', withTask({ storeResultAt: 'results' }), '/steps/0/tasks/0/storeResultAt'],
  [
    'a targetPath that is no pointer',
    withTask({ storeResultAt: { targetPath: 'a' } }),
    '/steps/0/tasks/0/storeResultAt/targetPath',
  ],
  ['a rule without targetPath', withTask({ storeResultAt: [{}] }), '/steps/0/tasks/0/storeResultAt/0/targetPath'],
  [
    'a status that is none',
    withTask({ storeResultAt: { targetPath: '/a', onlyOnStatus: [7] } }),
    '/steps/0/tasks/0/storeResultAt/onlyOnStatus',
  ],
  [
    '$fromState that is no pointer',
    withTask({ input: { a: [{ $fromState: 'todo' }] } }),
    '/steps/0/tasks/0/input/a/0/$fromState',
  ],
  ['a condition that is no pointer', withTask({ when: { exists: 'todo' } }), '/steps/0/tasks/0/when/exists'],
  ['forEach without $fromState', withTask({ forEach: {} }), '/steps/0/tasks/0/forEach'],
  ['a negative time limit', withTask({ timeoutMs: -1 }), '/steps/0/tasks/0/timeoutMs'],
  ['a retry policy of no attempts', withTask({ retry: { maxAttempts: 0 } }), '/steps/0/tasks/0/retry/maxAttempts'],
  ['of a task that is not there', withStep({ mode: 'repeat', tasks: [{ of: 'a/b' }] }), '/steps/0/tasks/0/of'],
  ['initialState that is no object', { ...withTask({}), initialState: [] }, '/initialState'],
  ['sharedStateURL that is no address', { ...withTask({}), sharedStateURL: 'abc' }, '/sharedStateURL'],
];

describe('a job document', () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start({}, ['discovery', 'job-control'])));
  afterAll(() => platform.stop());

  it.each(FAULTS)('with %s is refused with 422 and a pointer', async (_, document, pointer) => {
    const { status, type, body } = await platform.jobs.post('/jobs', document);
    expect({ status, type }).toEqual({ status: 422, type: 'application/problem+json' });
    expect(body.errors?.map((fault) => fault.pointer).join('\n')).toContain(pointer);
    expect(body).toMatchObject({ code: 'unprocessable', error: expect.any(String), instance: expect.any(String) });
  });

  it('with several faults is told all of them at once, and nothing of it runs', async () => {
    const { body } = await platform.jobs.post('/jobs', { stepz: 1, steps: [{ mode: 'x', tasks: [{ input: 1 }] }] });
    const pointers = body.errors?.map(({ pointer }) => pointer) ?? [];
    expect(pointers).toEqual(expect.arrayContaining(['/stepz', '/steps/0/mode', '/steps/0/tasks/0/input']));
    expect((await platform.jobs.ask<unknown[]>('/jobs')).body).toEqual([]);
  });

  it('is checked by /jobs/validate without being run, with the same faults and warnings for tags without a service', async () => {
    const bad = await platform.jobs.post<{ valid: boolean; errors: unknown[] }>(
      '/jobs/validate',
      withStep({ mode: 'x' }),
    );
    expect(bad).toMatchObject({ status: 200, body: { valid: false, errors: [{ pointer: '/steps/0/mode' }] } });
    const good = await platform.jobs.post<{ valid: boolean; warnings: string[] }>('/jobs/validate', withTask({}));
    expect(good.body).toMatchObject({ valid: true, errors: [], warnings: [expect.stringContaining('"x"')] });
  });

  it.each(['$schema', 'x-note'])('may have %s anywhere', async (member) => {
    const more = { [member]: 'http://schema' };
    const document = { ...more, steps: [{ ...more, tasks: [{ ...task, ...more, input: {} }] }] };
    const { body } = await platform.jobs.post<{ valid: boolean; errors: unknown[] }>('/jobs/validate', document);
    expect(body).toMatchObject({ valid: true, errors: [] });
  });

  it('names steps and tasks by their position where it does not', async () => {
    const { tag } = await platform.service();
    const job = await platform.jobs.run({
      steps: [
        {
          tasks: [
            { tag, input: {} },
            { tag, input: {} },
          ],
        },
      ],
    });
    expect(Object.keys(tasksOf(job))).toEqual(['step-1/task-1', 'step-1/task-2']);
  });

  it.each([
    ['step', (tag: string) => ({ steps: [{ enabled: false, tasks: [{ tag }] }] })],
    ['task', (tag: string) => ({ steps: [{ tasks: [{ tag, enabled: false }] }] })],
  ])('skips a %s that is not enabled, and says so in the record', async (_, document) => {
    const service = await platform.service();
    const job = await platform.jobs.run(document(service.tag));
    expect(job.status).toBe('completed');
    expect(onlyTask(job)).toMatchObject({ state: 'skipped', skippedBecause: expect.stringContaining('disabled') });
    expect(service.received).toEqual([]);
  });

  it('runs its steps one after another, and the tasks of a step in parallel', async () => {
    const service = await platform.service();
    const [first, second] = [service.hold('execute'), service.hold('execute')];
    const key = (name: string) => ({ tag: service.tag, name, input: { key: name } });
    const id = await platform.jobs.submit({ steps: [{ tasks: [key('a'), key('b')] }, { tasks: [key('c')] }] });
    await platform.jobs.until(id, () => service.received.length === 2);
    first();
    second();
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    expect(service.received.map(({ body }) => body.key).slice(2)).toEqual(['c']);
  });

  it('runs the tasks of a sequential step one after another', async () => {
    const service = await platform.service();
    const release = service.hold('execute');
    const tasks = ['a', 'b'].map((key) => ({ tag: service.tag, name: key, input: { key } }));
    const id = await platform.jobs.submit({ steps: [{ mode: 'sequential', tasks }] });
    const job = await platform.jobs.until(id, () => service.received.length === 1);
    expect(tasksOf(job)['step-1/b']?.state).toBe('pending');
    release();
    await platform.jobs.ended(id);
    expect(service.received.map(({ body }) => body.key)).toEqual(['a', 'b']);
  });

  it.each(['repeat', 'revert'] as const)(
    'calls /%s in a step of that mode; `of` reuses ids, body and instance',
    async (mode) => {
      const service = await platform.service();
      const job = await platform.jobs.run({
        steps: [
          { name: 'do', tasks: [{ name: 'it', tag: service.tag, input: { key: 'k' } }] },
          { name: 'then', mode, tasks: [{ of: 'do/it' }] },
        ],
      });
      expect(job.status).toBe('completed');
      const [first, second] = service.received;
      expect(second).toMatchObject({ verb: mode, requestId: first?.requestId, body: first?.body });
      expect(service.ledger.net('k')).toBe(mode === 'repeat' ? 1 : 0);
    },
  );

  it('is told what fails or loses something later: when it is taken in, in the job, and by validate and plan', async () => {
    const { tag } = await platform.service();
    const document = {
      steps: [
        { tasks: [{ tag, storeResultAt: '/a' }] },
        {
          tasks: [
            { tag, input: { id: { $fromState: '/b', default: 1 }, x: { $fromstate: '/a' }, y: { $fromState: '/b' } } },
          ],
        },
      ],
    };
    const wanted = [
      '/steps/1/tasks/0/input/y/$fromState: nothing stores a value at "/b" before this, and there is no default',
      '/steps/1/tasks/0/input/x/$fromstate: did you mean $fromState? "$fromstate" is sent as it is',
    ];
    const { status, body } = await platform.jobs.post('/jobs', document);
    expect({ status, warnings: body.warnings }).toEqual({ status: 202, warnings: wanted });
    expect((await platform.jobs.ended(body.jobId)).warnings).toEqual(wanted);
    for (const path of ['/jobs/validate', '/jobs/plan']) {
      expect((await platform.jobs.post(path, document)).body.warnings).toEqual(expect.arrayContaining(wanted));
    }
    const { body: faulty } = await platform.jobs.post('/jobs/validate', { ...document, colour: 'red' });
    expect(faulty).toMatchObject({ valid: false, errors: [{ pointer: '/colour' }], warnings: wanted });
  });

  it.each<[string, object, string]>([
    ['no step', { steps: [] }, '/steps'],
    [
      'two tasks that store at one place',
      { steps: [{ tasks: ['/a', '/a/b'].map((storeResultAt) => ({ tag: 'x', storeResultAt })) }] },
      '/steps/0/tasks/1/storeResultAt',
    ],
    [
      'an item where there is none',
      { steps: [{ tasks: [{ tag: 'x', input: { $fromItem: '' } }] }] },
      '/steps/0/tasks/0/input/$fromItem',
    ],
  ])('with %s is refused', async (_, document, pointer) => {
    const { status, body } = await platform.jobs.post('/jobs', document);
    expect({ status, pointers: body.errors?.map((error) => error.pointer) }).toEqual({
      status: 422,
      pointers: [pointer],
    });
  });

  describe('given to the older /run-job', () => {
    it('is told which task failed, and not of one whose name is the beginning of its name', async () => {
      const service = await platform.service();
      service.script('execute', { status: 400, body: { error: 'out of stock' } });
      const other = { name: 't', tag: 'not-offered', enabled: false };
      const { body } = await platform.jobs.post('/run-job', {
        steps: [{ tasks: [other, { name: 'tt', tag: service.tag, input: { key: 'k' } }] }],
      });
      const error = { status: 'error', task: service.tag, error: expect.stringContaining('out of stock') };
      expect(body).toMatchObject({ status: 'failed', error });
    });

    it('is told what first went wrong, not what came of asking again', async () => {
      const service = await platform.service({ dialect: 'links' });
      service.script('execute', { status: 500, body: { error: 'out of stock' } });
      service.script('repeat', { status: 200, body: { status: 'noop' } });
      const { status, body } = await platform.jobs.post('/run-job', {
        onUnknown: 'repeat',
        steps: [{ tasks: [{ tag: service.tag, input: { key: 'k' } }] }],
      });
      expect(status).toBe(500);
      expect(body.error).toMatchObject({ task: service.tag, error: expect.stringContaining('out of stock') });
      expect(await platform.jobs.get(body.jobId)).toMatchObject({ error: { code: 'outcome-unknown' } });
    });

    it('may have unknown fields, which become warnings', async () => {
      const { tag } = await platform.service();
      const document = { steps: [{ tasks: [{ tag, input: {}, colour: 'red' }] }], nonsense: true };
      const { status, body } = await platform.jobs.post('/run-job', document);
      expect({ status, body }).toEqual({ status: 200, body: { jobId: expect.any(String), status: 'completed' } });
      const { warnings } = await platform.jobs.get(body.jobId);
      expect(warnings.join()).toContain('/steps/0/tasks/0/colour');
      expect(warnings.join()).toContain('/nonsense');
    });

    it('is refused all the same where it cannot be understood', async () => {
      const { status, type, body } = await platform.jobs.post('/run-job', withStep({ mode: 'sometimes' }));
      expect({ status, type }).toEqual({ status: 422, type: 'application/problem+json' });
      expect(body.errors).toMatchObject([{ pointer: '/steps/0/mode' }]);
    });

    it.each(['tag', 'serviceName', 'profile'])(
      'that fails returns 500 with the older body, which names the task by its %s',
      async (by) => {
        const service = await platform.service({ profile: `urn:${Math.random()}` });
        service.script('execute', { status: 400, body: { error: 'no such thing' } });
        const need = { tag: service.tag, serviceName: service.name, profile: service.options.profile }[by];
        const { status, body } = await platform.jobs.post('/run-job', {
          steps: [{ tasks: [{ [by]: need, input: {} }] }],
        });
        expect({ status, body }).toEqual({
          status: 500,
          body: {
            jobId: expect.any(String),
            status: 'failed',
            error: { status: 'error', task: need, error: expect.stringContaining('no such thing') },
          },
        });
      },
    );
  });
});
