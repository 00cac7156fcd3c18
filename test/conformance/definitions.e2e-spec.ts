import type { DefinitionView, JobEvent, JobValidationView, JobSummary, JobView } from '#contract';
import type { Reply } from '../support/http';
import type { JobControlBody } from '../support/job-control';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

describe('definitions', () => {
  let platform: Platform;
  let service: ModelService;
  let count = 0;
  beforeAll(async () => {
    platform = await Platform.start();
    service = await platform.service();
    service.behave = () => ({ body: {} });
  }, 60_000);
  afterAll(() => platform.stop());

  const fresh = () => `order-${++count}`;
  const inputs = {
    type: 'object',
    properties: { guest: { type: 'string', minLength: 1 }, nights: { type: 'integer', default: 2 }, note: {} },
    required: ['guest'],
    additionalProperties: false,
  };
  const jobOf = (input: object, more: object = {}) => ({
    name: 'stay',
    ...more,
    steps: [{ name: 'book', tasks: [{ name: 'room', tag: service.tag, input }] }],
  });
  const booking = () => ({
    description: 'Books a room',
    inputs,
    job: jobOf({ who: { $input: '/guest' }, n: { $input: '/nights' }, note: { $input: '/note', default: null } }),
  });
  const put = (name: string, body: unknown) =>
    platform.jobs.ask<DefinitionView & JobControlBody>(`/definitions/${name}`, { method: 'PUT', body });
  const defined = async (body: unknown = booking()) => {
    const name = fresh();
    expect(await put(name, body)).toMatchObject({ status: 201 });
    return name;
  };
  const start = (name: string, body: unknown, headers: Record<string, string> = {}) =>
    platform.jobs.post(`/definitions/${name}/jobs`, body, headers);
  const run = (name: string, body: unknown) => platform.jobs.post(`/definitions/${name}/jobs?wait=true`, body);
  const pointersOf = ({ body }: { body: JobControlBody }) => body.errors?.map(({ pointer }) => pointer);
  const sentBy = ({ jobId }: Pick<JobView, 'jobId'>) =>
    service.calls('execute').find(({ headers }) => headers['correlation-id'] === jobId)?.body;

  it('are versions that count from 1; the same content again is the same one', async () => {
    const name = fresh();
    const first = await put(name, booking());
    expect(first).toMatchObject({ status: 201, body: { name, version: 1, inputs, description: 'Books a room' } });
    expect(first.headers.get('location')).toBe(`${platform.url('job-control')}/definitions/${name}/versions/1`);
    const { job, inputs: schema, description } = booking();
    expect(await put(name, { job, inputs: schema, description })).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await put(name, { job, inputs: schema })).toMatchObject({ status: 201, body: { version: 2 } });
    const { body } = await platform.jobs.ask<DefinitionView>(`/definitions/${name}`);
    expect(body).toMatchObject({ version: 2, inputs, job });
    expect((await platform.jobs.ask(`/definitions/${name}/versions/1`)).body).toEqual(first.body);
    for (const version of ['3', '0', 'x', '99999999999']) {
      expect((await platform.jobs.ask(`/definitions/${name}/versions/${version}`)).status).toBe(404);
    }
  });

  it('can be checked without being kept', async () => {
    const check = (body: unknown) =>
      platform.jobs.ask<JobValidationView>('/definitions/validate', { method: 'POST', body });
    const warned = { ...booking(), job: jobOf({ who: { $input: '/unknown' } }) };
    expect((await check(booking())).body).toEqual({ valid: true, errors: [], warnings: [] });
    expect((await check({ ...booking(), name: 'a b', inputs: [] })).body).toMatchObject({
      valid: false,
      errors: [{ pointer: '/name' }, { pointer: '/inputs' }],
    });
    expect((await check(warned)).body.valid).toBe((await put(fresh(), warned)).status === 201);
    expect((await platform.jobs.ask('/definitions/unnamed')).status).toBe(404);
  });

  it('are listed by name, a page at a time', async () => {
    const names = [await defined(), await defined(), await defined()];
    const seen: string[] = [];
    let path: string | undefined = '/definitions?limit=2';
    while (path !== undefined) {
      const { body, headers }: Reply<DefinitionView[]> = await platform.jobs.ask(path);
      expect(body[0]).not.toHaveProperty('job');
      seen.push(...body.map(({ name }) => name));
      path = /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(expect.arrayContaining(names));
    expect(new Set(seen).size).toBe(seen.length);
    expect((await platform.jobs.ask('/definitions?cursor=%2F')).status).toBe(400);
  });

  it('make jobs with their inputs and defaults, and the job says of which version', async () => {
    const name = await defined();
    const { status, body: job } = await run(name, { inputs: { guest: 'Ann' } });
    expect([status, job.status, job.definition]).toEqual([200, 'completed', { name, version: 1 }]);
    expect(sentBy(job)).toMatchObject({ who: 'Ann', n: 2, note: null });
    await put(name, { ...booking(), job: jobOf({ version: 2 }) });
    const { body: newer } = await run(name, { inputs: { guest: 'Ann' } });
    const { body: older } = await run(name, { inputs: { guest: 'Bob' }, version: 1 });
    expect([newer.definition?.version, older.definition?.version]).toEqual([2, 1]);
    expect(sentBy(older)).toMatchObject({ who: 'Bob' });
    const { body: listed } = await platform.jobs.ask<JobSummary[]>(`/jobs?definition=${name}`);
    expect(listed.map(({ id, definition }) => [id, definition?.version])).toEqual([
      [older.id, 1],
      [newer.id, 2],
      [job.id, 1],
    ]);
    const { body: history } = await platform.jobs.ask<JobEvent[]>(`/jobs/${older.id}/events`);
    expect(history[0]).toMatchObject({ type: 'job-accepted', definition: { name, version: 1 } });
  });

  it('are kept, and jobs know of them, after a stop', async () => {
    const name = await defined();
    const { body: job } = await run(name, { inputs: { guest: 'Ann' } });
    await platform.down('job-control');
    await platform.up('job-control');
    expect((await platform.jobs.get(job.id)).definition).toEqual({ name, version: 1 });
    expect((await run(name, { inputs: { guest: 'Ann' } })).body.status).toBe('completed');
  }, 60_000);

  it('respond to a start like to a submission: 202, where, and the first job to the same key', async () => {
    const name = await defined();
    const key = { 'idempotency-key': `key of ${name}` };
    const first = await start(name, { inputs: { guest: 'Ann' } }, key);
    expect([first.status, first.headers.get('location')]).toEqual([202, first.body.href]);
    await put(name, { ...booking(), description: 'another' });
    expect((await start(name, { inputs: { guest: 'Ann' } }, key)).body.jobId).toBe(first.body.jobId);
    expect(await start(name, { inputs: { guest: 'Bob' } }, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency-mismatch' },
    });
    await platform.jobs.ask(`/definitions/${name}`, { method: 'DELETE' });
    expect((await start(name, { inputs: { guest: 'Ann' } }, key)).body.jobId).toBe(first.body.jobId);
    expect(await platform.jobs.ended(first.body.jobId)).toMatchObject({ definition: { name, version: 1 } });
  });

  it('that are retired start nothing new, stay readable, and come back with what is put next', async () => {
    const name = await defined();
    const gone = () => platform.jobs.ask(`/definitions/${name}`, { method: 'DELETE' });
    expect([(await gone()).status, (await gone()).status]).toEqual([204, 204]);
    for (const what of ['jobs', 'plan']) {
      const reply = await platform.jobs.post(`/definitions/${name}/${what}`, { inputs: { guest: 'Ann' } });
      expect(reply).toMatchObject({ status: 410, body: { code: 'retired' } });
    }
    expect((await platform.jobs.ask(`/definitions/${name}`)).body).toMatchObject({
      retiredAt: expect.any(String) as string,
    });
    const { body: listed } = await platform.jobs.ask<DefinitionView[]>('/definitions?limit=1000');
    expect(listed.map((one) => one.name)).not.toContain(name);
    expect(await put(name, { ...booking(), description: 'new' })).toMatchObject({ status: 201, body: { version: 2 } });
    expect((await run(name, { inputs: { guest: 'Ann' } })).body.status).toBe('completed');
  });

  it('that are unknown are missing', async () => {
    for (const path of ['/definitions/none', '/definitions/none/versions/1', '/definitions/a%20b']) {
      expect((await platform.jobs.ask(path)).status).toBe(404);
    }
    expect((await platform.jobs.ask('/definitions/none', { method: 'DELETE' })).status).toBe(404);
    expect((await start('none', {})).status).toBe(404);
    expect((await start(await defined(), { inputs: { guest: 'Ann' }, version: 2 })).status).toBe(404);
  });

  it('without a schema take no inputs', async () => {
    const name = await defined({ job: jobOf({ a: 1 }) });
    expect((await run(name, {})).body.status).toBe('completed');
    expect(pointersOf(await start(name, { inputs: { a: 1 } }))).toEqual(['/inputs/a']);
  });

  describe('refuse at a start', () => {
    it.each<[string, object, string[]]>([
      [
        'what the schema does not take',
        { inputs: { guest: '', nights: 'x', other: 1 } },
        ['/inputs/guest', '/inputs/nights', '/inputs/other'],
      ],
      ['what is missing', {}, ['/inputs/guest']],
      ['secrets', { inputs: { guest: 'Ann', note: [{ $secret: 'key' }] } }, ['/inputs/note/0/$secret']],
      [
        'references to the state',
        { inputs: { guest: 'Ann', note: { $fromState: '/a' } } },
        ['/inputs/note/$fromState'],
      ],
      ['unknown members', { input: { guest: 'Ann' } }, ['/input']],
      ['inputs that are none', { inputs: [] }, ['/inputs']],
      ['no version', { inputs: { guest: 'Ann' }, version: 0 }, ['/version']],
    ])('%s', async (_, body, pointers) => {
      const reply = await start(await defined(), body);
      expect([reply.status, pointersOf(reply)?.sort()]).toEqual([422, pointers]);
    });

    it('what no job can be, named by the input that it came from', async () => {
      const open = { type: 'object', properties: { limit: {}, mode: {}, big: {} }, required: ['limit'] };
      const job = {
        ...jobOf({ big: [1, 2, 3].map(() => ({ $input: '/big', default: 1 })) }),
        timeoutMs: { $input: '/limit' },
      };
      const name = await defined({ inputs: open, job });
      expect(pointersOf(await start(name, { inputs: { limit: 'soon' } }))).toEqual(['/inputs/limit']);
      const big = 'x'.repeat(400_000);
      expect(pointersOf(await start(name, { inputs: { limit: 5, big } }))).toEqual(['/inputs']);
      const without = await defined({ inputs: { type: 'object' }, job: jobOf({ a: { $input: '/a/b' } }) });
      expect(pointersOf(await start(without, { inputs: { a: {} } }))).toEqual(['/inputs/a/b']);
    });
  });

  it.each<[string, (valid: ReturnType<typeof booking>) => object, string[]]>([
    [
      'a job that is none',
      (valid) => ({ ...valid, job: { steps: [{ mode: 'later', tasks: [] }] } }),
      ['/job/steps/0/mode'],
    ],
    ['a job with an unknown member', (valid) => ({ ...valid, job: { ...valid.job, stepz: 1 } }), ['/job/stepz']],
    [
      'a reference that is none',
      (valid) => ({ ...valid, job: jobOf({ a: { $input: 'x' } }) }),
      ['/job/steps/0/tasks/0/input/a/$input'],
    ],
    [
      'an input that can never be given',
      (valid) => ({ ...valid, job: jobOf({ a: { $input: '/gast' } }) }),
      ['/job/steps/0/tasks/0/input/a/$input'],
    ],
    [
      'a schema that is none',
      (valid) => ({ ...valid, inputs: { type: 'object', properties: { a: { type: 'strin' } } } }),
      ['/inputs/properties/a/type'],
    ],
    ['unknown members', (valid) => ({ ...valid, tags: {} }), ['/tags']],
    ['a name that is not that of the address', (valid) => ({ ...valid, name: 'other' }), ['/name']],
    ['no job', () => ({ description: 'none' }), ['/job']],
  ])('are refused for %s', async (_, change, pointers) => {
    const reply = await put(fresh(), change(booking()));
    expect([reply.status, pointersOf(reply)]).toEqual([422, expect.arrayContaining(pointers)]);
  });

  it('are refused under a name that is none', async () => {
    for (const name of ['.x', 'a%20b', 'x'.repeat(65)]) {
      expect(pointersOf(await put(name, booking()))).toEqual(['/name']);
    }
  });

  it('may take any part of a job from the inputs, and are not warned of what only inputs tell', async () => {
    const name = fresh();
    const { status, body } = await put(name, {
      inputs: {
        type: 'object',
        properties: { tag: {}, limit: {}, first: {}, order: { type: 'object' }, when: { default: true } },
        required: ['tag', 'limit', 'first', 'order'],
      },
      job: {
        initialState: { order: { $input: '/order' } },
        steps: [
          {
            name: { $input: '/first' },
            timeoutMs: { $input: '/limit' },
            tasks: [
              { tag: { $input: '/tag' }, enabled: { $input: '/when' }, input: { id: { $fromState: '/order/id' } } },
            ],
          },
        ],
      },
    });
    expect([status, body.warnings]).toEqual([201, undefined]);
    const { body: job } = await run(name, {
      inputs: { tag: service.tag, limit: 4_000, first: 'one', order: { id: 'o7' } },
    });
    expect([job.status, job.steps[0]?.name, sentBy(job)]).toEqual([
      'completed',
      'one',
      expect.objectContaining({ id: 'o7' }),
    ]);
  });

  it('warn of an input that may be missing', async () => {
    const { body } = await put(fresh(), { inputs, job: jobOf({ note: { $input: '/note' } }) });
    expect(body.warnings).toEqual([
      '/job/steps/0/tasks/0/input/note/$input: the input "note" may be missing: it is not required, and nothing is its default',
    ]);
  });

  it('are planned with their inputs', async () => {
    const name = await defined();
    const plan = (body: unknown) =>
      platform.jobs.post<JobControlBody & { steps: { tasks: { address: string }[] }[] }>(
        `/definitions/${name}/plan`,
        body,
      );
    expect((await plan({ inputs: { guest: 'Ann' } })).body.steps[0]?.tasks[0]?.address).toBe('book/room');
    expect(pointersOf(await plan({}))).toEqual(['/inputs/guest']);
  });
});
