import { randomUUID } from 'node:crypto';
import { ask } from '../support/http';
import { onlyTask } from '../support/job-control';
import { Platform } from '../support/platform';

const STATE = { todo: { id: 't9', 'a/b': 1, list: [{ n: 7 }], nothing: null, no: false }, top: 'x' };

describe('a job and its state document', () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start()));
  afterAll(() => platform.stop());

  const stateUrl = (id: string) => `${platform.url('shared-state')}/state/${id}`;
  const document = async (url = '') => (await ask<Record<string, unknown>>(url)).body;
  const stored = (content: object) => ask(`${platform.url('shared-state')}/state`, { body: content });

  /** What the service gets of this input, given the state above. */
  const sent = async (input: object, initialState: object = STATE) => {
    const service = await platform.service();
    const job = await platform.jobs.run({ initialState, steps: [{ tasks: [{ tag: service.tag, input }] }] });
    const { requestId: _, ...body } = service.received[0]?.body ?? {};
    return { job, body, received: service.received };
  };

  it.each<[string, unknown, unknown]>([
    ['a value', { $fromState: '/top' }, 'x'],
    ['a nested value', { $fromState: '/todo/id' }, 't9'],
    ['an object', { $fromState: '/todo/list/0' }, { n: 7 }],
    ['an item of an array', { $fromState: '/todo/list/0/n' }, 7],
    ['a name with a slash, escaped', { $fromState: '/todo/a~1b' }, 1],
    ['null, which is a value', { $fromState: '/todo/nothing', default: 1 }, null],
    ['false, which is a value', { $fromState: '/todo/no', default: 1 }, false],
    ['the default of what is missing', { $fromState: '/todo/none', default: { a: 1 } }, { a: 1 }],
    ['a default that is null', { $fromState: '/none', default: null }, null],
    ['something deep inside arrays and objects', [{ a: [{ $fromState: '/top' }] }, 1], [{ a: ['x'] }, 1]],
  ])('$fromState is replaced by %s', async (_, reference, value) => {
    expect((await sent({ it: reference })).body).toEqual({ it: value });
  });

  it('$fromState that finds nothing and has no default fails the task with the pointer, and nothing is sent', async () => {
    const { job, received } = await sent({ a: [{ $fromState: '/todo/none' }] });
    expect(job).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('/todo/none') } });
    expect(received).toEqual([]);
  });

  it('$fromState that finds nothing is left out by the older /run-job, with a warning', async () => {
    const service = await platform.service();
    const input = { a: 1, b: { $fromState: '/none' }, c: [{ $fromState: '/none' }] };
    const { body } = await platform.jobs.post('/run-job', { steps: [{ tasks: [{ tag: service.tag, input }] }] });
    expect(service.received[0]?.body).toEqual({ a: 1, c: [], requestId: expect.any(String) });
    const job = await platform.jobs.get(body.jobId);
    expect(JSON.stringify([job.warnings, job.steps])).toContain('/none');
  });

  it('the older /run-job takes the spellings of older systems, each with a warning', async () => {
    const { tag } = await platform.service();
    const { status, body } = await platform.jobs.post('/run-job', {
      sharedStateURL: '',
      initialState: { key: 'k' },
      steps: [
        { tasks: [{ tag, input: { key: { $fromState: 'key' } }, storeResultAt: '$state.results.a' }] },
        { tasks: [{ tag, input: { key: { $fromState: '/results/a/result' } } }] },
      ],
    });
    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'completed' } });
    const { warnings } = await platform.jobs.get(body.jobId);
    expect(warnings).toEqual([
      expect.stringContaining('/sharedStateURL'),
      expect.stringContaining('/steps/0/tasks/0/input/key/$fromState'),
      expect.stringContaining('"$state.results.a" is taken for "/results/a"'),
    ]);
  });

  it('$stateURL is replaced by the document’s address', async () => {
    const { job, body } = await sent({ at: { $stateURL: true }, deep: [{ u: { $stateURL: true } }] });
    expect(job.sharedStateURL).toContain('/state/');
    expect(body).toEqual({ at: job.sharedStateURL, deep: [{ u: job.sharedStateURL }] });
  });

  it('reads the document as it is when the step starts, whichever client wrote it', async () => {
    const [service, { id }] = [await platform.service(), { id: randomUUID() }];
    await stored({ id, n: 1 });
    const release = service.hold('execute');
    const task = { tag: service.tag, input: { n: { $fromState: '/n' } } };
    const job = await platform.jobs.submit({
      sharedStateURL: stateUrl(id),
      steps: [{ tasks: [task] }, { tasks: [task] }],
    });
    await platform.jobs.until(job, () => service.received.length === 1);
    await ask(stateUrl(id), { body: { n: 2 } });
    release();
    await platform.jobs.ended(job);
    expect(service.received.map(({ body }) => body.n)).toEqual([1, 2]);
  });

  it.each([
    ['parallel', 1],
    ['sequential', { result: { key: 'first', id: expect.any(String) } }],
  ])('in a %s step reads what the task before it stored, or not', async (mode, seen) => {
    const service = await platform.service();
    const tasks = [
      { tag: service.tag, input: { key: 'first' }, storeResultAt: '/n' },
      { tag: service.tag, input: { key: 'second', n: { $fromState: '/n' } } },
    ];
    await platform.jobs.run({ initialState: { n: 1 }, steps: [{ mode, tasks }] });
    expect(service.received.find(({ body }) => body.key === 'second')?.body.n).toEqual(seen);
  });

  const RESULT = { data: { id: 5, 'x/y': 6, 'p.q': 7 }, list: [{ a: 1 }] };

  it.each<[string, unknown, object]>([
    ['a pointer', '/results/todo', { results: { todo: RESULT } }],
    ['a rule without sourcePath', { targetPath: '/r' }, { r: RESULT }],
    ['a path of slashes', { targetPath: '/r', sourcePath: '/data/id' }, { r: 5 }],
    ['a path of slashes without the leading one', { targetPath: '/r', sourcePath: 'data/id' }, { r: 5 }],
    ['a path of dots', { targetPath: '/r', sourcePath: 'data.id' }, { r: 5 }],
    ['one name', { targetPath: '/r', sourcePath: 'data' }, { r: RESULT.data }],
    ['an index, with slashes', { targetPath: '/r', sourcePath: '/list/0/a' }, { r: 1 }],
    ['an index, with dots', { targetPath: '/r', sourcePath: 'list.0.a' }, { r: 1 }],
    ['an escaped slash', { targetPath: '/r', sourcePath: '/data/x~1y' }, { r: 6 }],
    ['a name with a dot, in a path of slashes', { targetPath: '/r', sourcePath: '/data/p.q' }, { r: 7 }],
    ['a slash alone: the whole body', { targetPath: '/r', sourcePath: '/' }, { r: RESULT }],
    [
      'several rules',
      [
        { targetPath: '/a', sourcePath: 'data.id' },
        { targetPath: '/b/c', sourcePath: '/list' },
      ],
      { a: 5, b: { c: RESULT.list } },
    ],
    ['onlyOnStatus of this status', { targetPath: '/r', sourcePath: 'data.id', onlyOnStatus: [200, 201] }, { r: 5 }],
    ['onlyOnStatus of another status', { targetPath: '/r', onlyOnStatus: [201] }, {}],
    ['a targetPath with an escape', { targetPath: '/r~1s', sourcePath: 'data.id' }, { 'r/s': 5 }],
  ])('storeResultAt takes %s', async (_, storeResultAt, content) => {
    const service = await platform.service();
    service.script('execute', { body: RESULT });
    const job = await platform.jobs.run({ steps: [{ tasks: [{ tag: service.tag, input: {}, storeResultAt }] }] });
    expect(job.status).toBe('completed');
    expect(await document(job.sharedStateURL)).toEqual(content);
  });

  it('storeResultAt with a sourcePath that is not there fails the task, which is undone', async () => {
    const service = await platform.service();
    const rule = { targetPath: '/r', sourcePath: 'data.none' };
    const job = await platform.jobs.run({
      steps: [{ tasks: [{ tag: service.tag, input: { key: 'k' }, storeResultAt: rule }] }],
    });
    expect(job).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('data.none') } });
    expect(service.calls('revert')).toHaveLength(1);
    expect(service.ledger.net('k')).toBe(0);
  });

  it.each<[string, object, unknown]>([
    [
      'plain text',
      { body: 'hello', type: 'text/plain' },
      { _raw: 'hello', _contentType: expect.stringContaining('text/plain') },
    ],
    ['an empty body', { body: undefined }, null],
    ['204', { status: 204, body: undefined }, null],
    ['application/…+json', { body: { a: 1 }, type: 'application/hal+json' }, { a: 1 }],
    ['json with a charset', { body: { a: 1 }, type: 'application/json; charset=utf-8' }, { a: 1 }],
  ])('stores a response that is %s', async (_, behaviour, value) => {
    const service = await platform.service();
    service.script('execute', behaviour);
    const job = await platform.jobs.run({ steps: [{ tasks: [{ tag: service.tag, storeResultAt: '/r' }] }] });
    expect(job.status).toBe('completed');
    expect(onlyTask(job).result).toEqual(value);
    expect(await document(job.sharedStateURL)).toEqual({ r: value });
  });

  it('without storeResultAt a response that is not JSON fails the task, which is undone', async () => {
    const service = await platform.service();
    service.script('execute', { body: 'hello', type: 'text/plain' });
    const job = await platform.jobs.run({ steps: [{ tasks: [{ tag: service.tag, input: { key: 'k' } }] }] });
    expect(job.status).toBe('failed');
    expect([service.calls('revert').length, service.ledger.net('k')]).toEqual([1, 0]);
  });

  it('takes back what an undone task had stored, but not what another client changed since', async () => {
    const [service, failing, id] = [await platform.service(), await platform.service(), randomUUID()];
    const release = failing.hold('execute', { status: 400 });
    await stored({ id, kept: 'before' });
    const tasks = ['/new', '/kept', '/touched'].map((at) => ({ tag: service.tag, storeResultAt: at }));
    const job = await platform.jobs.submit({
      sharedStateURL: stateUrl(id),
      steps: [{ tasks }, { tasks: [{ tag: failing.tag }] }],
    });
    await platform.jobs.until(job, () => failing.received.length === 1);
    await ask(stateUrl(id), { body: { touched: 'by another client' } });
    release();
    const ended = await platform.jobs.ended(job);
    expect(ended.status).toBe('failed');
    expect(await document(stateUrl(id))).toEqual({ kept: 'before', touched: 'by another client' });
    const writes = ended.steps[0]?.tasks.flatMap(({ stateWrites }) => stateWrites ?? []);
    expect(writes).toContainEqual({ pointer: '/touched', outcome: 'changed-since' });
  });

  it('is made when the job has neither address nor content but uses state; its address is in the response and the job', async () => {
    const service = await platform.service();
    const response = await platform.jobs.post('/jobs', {
      steps: [{ tasks: [{ tag: service.tag, storeResultAt: '/r' }] }],
    });
    expect(response.body.sharedStateURL).toContain('/state/');
    const job = await platform.jobs.ended(response.body.jobId);
    expect(job.sharedStateURL).toBe(response.body.sharedStateURL);
    expect(await document(job.sharedStateURL)).toHaveProperty('r');
  });

  it('is not made when nothing uses it', async () => {
    const service = await platform.service();
    const { body } = await platform.jobs.post('/jobs', { steps: [{ tasks: [{ tag: service.tag }] }] });
    expect(body).not.toHaveProperty('sharedStateURL');
    await platform.jobs.ended(body.jobId);
  });

  it.each<[string, object, object | null, object]>([
    ['sharedState alone makes a document', { sharedState: { a: 1 } }, null, { a: 1 }],
    [
      'sharedState is merged into initialState',
      { initialState: { a: 1, b: 1 }, sharedState: { b: 2 } },
      null,
      { a: 1, b: 2 },
    ],
    ['sharedState is merged into the document named', { sharedState: { b: 2 } }, { a: 1, b: 1 }, { a: 1, b: 2 }],
    ['initialState fills a document that is missing', { initialState: { a: 1 } }, null, { a: 1 }],
    ['initialState leaves a document that is there', { initialState: { a: 2, c: 3 } }, { a: 1 }, { a: 1 }],
  ])('%s', async (name, members, existing, content) => {
    const [service, id] = [await platform.service(), randomUUID()];
    if (existing) await stored({ id, ...existing });
    const named = existing !== null || name.includes('missing');
    const job = await platform.jobs.run({
      ...members,
      ...(named && { sharedStateURL: stateUrl(id) }),
      steps: [{ tasks: [{ tag: service.tag }] }],
    });
    expect(job.status).toBe('completed');
    expect(await document(job.sharedStateURL)).toEqual(content);
    if (named) expect(job.sharedStateURL).toBe(stateUrl(id));
  });

  it('that is missing reads as empty, and is made by what is stored', async () => {
    const [service, id] = [await platform.service(), randomUUID()];
    const input = { a: { $fromState: '/a', default: 'none' } };
    const job = await platform.jobs.run({
      sharedStateURL: stateUrl(id),
      steps: [{ tasks: [{ tag: service.tag, input, storeResultAt: '/r' }] }],
    });
    expect(job.status).toBe('completed');
    expect(service.received[0]?.body.a).toBe('none');
    expect(await document(stateUrl(id))).toHaveProperty('r');
  });

  it.each(['localhost', '127.0.0.1', '[::1]'])(
    'is meant by the loopback name %s on shared-state’s port',
    async (host) => {
      const [service, id] = [await platform.service(), randomUUID()];
      await stored({ id, a: 5 });
      const job = await platform.jobs.run({
        sharedStateURL: stateUrl(id).replace('127.0.0.1', host),
        steps: [{ tasks: [{ tag: service.tag, input: { a: { $fromState: '/a' } } }] }],
      });
      expect(job.status).toBe('completed');
      expect(service.received[0]?.body.a).toBe(5);
    },
  );

  it('gets all writes of a step in one patch: none of them where one cannot be made', async () => {
    const service = await platform.service();
    const tasks = ['/ok', '/scalar/below'].map((storeResultAt) => ({
      tag: service.tag,
      input: { key: storeResultAt },
      storeResultAt,
    }));
    const job = await platform.jobs.run({ initialState: { scalar: 1 }, steps: [{ tasks }] });
    expect(job.status).toBe('failed');
    expect(await document(job.sharedStateURL)).toEqual({ scalar: 1 });
    expect(['/ok', '/scalar/below'].map((key) => service.ledger.net(key))).toEqual([0, 0]);
  });

  const append = (tag: string, v: unknown) => ({
    tag,
    input: { v },
    storeResultAt: { targetPath: '/log/-', sourcePath: 'v' },
  });
  /** A service that returns its input. */
  const echo = async () => {
    const service = await platform.service();
    service.behave = ({ verb, body }) => (verb === 'execute' ? { body: { v: body.v } } : undefined);
    return service;
  };

  it('gets what twenty parallel tasks append to an array that is not there, each once; and all of it goes again', async () => {
    const [service, wanted] = [await echo(), Array.from({ length: 20 }, (_, n) => n)];
    const tasks = wanted.map((n) => append(service.tag, n));
    const job = await platform.jobs.run({ initialState: { kept: 1 }, steps: [{ mode: 'parallel', tasks }] });
    const { log, ...rest } = await document(job.sharedStateURL);
    expect([...(log as number[])].sort((a, b) => a - b)).toEqual(wanted);
    await platform.jobs.act(job.id, 'revert');
    expect(await platform.jobs.until(job.id, ({ status }) => status === 'reverted')).toMatchObject({ warnings: [] });
    expect(await document(job.sharedStateURL)).toEqual(rest);
  });

  it('gets what several jobs append at once, and has none of it when all are reverted at once', async () => {
    const [service, id] = [await echo(), randomUUID()];
    const log = ['before', 3, { kept: true }];
    await stored({ id, log });
    const run = (n: number) =>
      platform.jobs.run({
        sharedStateURL: stateUrl(id),
        steps: [
          { tasks: [append(service.tag, n), append(service.tag, { of: n })] },
          { tasks: [append(service.tag, 3)] },
        ],
      });
    const jobs = await Promise.all(Array.from({ length: 8 }, (_, n) => run(n)));
    const written = (await document(stateUrl(id))).log as unknown[];
    const wanted = jobs.flatMap((_, n) => [n, { of: n }, 3]);
    const texts = (values: unknown[]) => values.map((value) => JSON.stringify(value)).sort();
    expect([written.slice(0, 3), texts(written.slice(3))]).toEqual([log, texts(wanted)]);
    await Promise.all(jobs.map((job) => platform.jobs.act(job.id, 'revert')));
    for (const job of jobs) {
      const ended = await platform.jobs.until(job.id, ({ status }) => status === 'reverted');
      expect(ended).toMatchObject({ warnings: [], openEffects: [] });
    }
    expect(await document(stateUrl(id))).toEqual({ log });
  });
});
