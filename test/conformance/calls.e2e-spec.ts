import { randomBytes } from 'node:crypto';
import type { JobSummary } from '#contract';
import { ask, type Reply } from '../support/http';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

const cursorOf = (text: string) => Buffer.from(text).toString('base64url');

describe('the calls of job-control', () => {
  let platform: Platform;
  let service: ModelService;
  beforeAll(async () => {
    platform = await Platform.start({ JOB_BIND_TIMEOUT_MS: '100' });
    service = await platform.service();
  });
  afterAll(() => platform.stop());

  const job = (name: string, more: object = {}) => ({
    name,
    steps: [{ tasks: [{ tag: service.tag, input: {}, ...more }] }],
  });
  const failing = (name: string) => job(name, { tag: 'not-offered', bindTimeoutMs: 0 });

  describe('POST /jobs', () => {
    it('returns 202 with the job’s id, status and address as soon as it is taken in', async () => {
      const { status, headers, body } = await platform.jobs.post('/jobs', job('taken-in'));
      expect(status).toBe(202);
      expect(body).toEqual({
        jobId: expect.any(String),
        status: expect.any(String),
        href: `${platform.jobs.url}/jobs/${body.jobId}`,
      });
      expect(headers.get('location')).toBe(body.href);
      expect(await platform.jobs.ended(body.jobId)).toMatchObject({ name: 'taken-in', status: 'completed' });
    });

    it.each([
      ['completed', job],
      ['failed', failing],
    ])('with ?wait=true returns 200 with the job when it has %s', async (ending, document) => {
      const { status, body } = await platform.jobs.post('/jobs?wait=true', document('waited'));
      expect(status).toBe(200);
      expect(body).toMatchObject({ status: ending, completedAt: expect.any(String), steps: [{ tasks: [{}] }] });
    });

    it('with an Idempotency-Key that was used returns the first job, while it runs and after it has ended', async () => {
      const release = service.hold('execute');
      const post = () => platform.jobs.post('/jobs', job('keyed'), { 'idempotency-key': 'k1' });
      const [first, second] = await Promise.all([post(), post()]);
      expect([first.status, second.status]).toEqual([202, 202]);
      expect(second.body.jobId).toBe(first.body.jobId);
      release();
      await platform.jobs.ended(first.body.jobId);
      const third = await platform.jobs.post('/jobs?wait=true', job('keyed'), { 'idempotency-key': 'k1' });
      expect(third).toMatchObject({ status: 200, body: { jobId: first.body.jobId, status: 'completed' } });
    });

    it('with an Idempotency-Key that was used for another body is refused with 422', async () => {
      await platform.jobs.post('/jobs', job('one'), { 'idempotency-key': 'k2' });
      const { status, body } = await platform.jobs.post('/jobs', job('two'), { 'idempotency-key': 'k2' });
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'idempotency-mismatch' });
    });
  });

  describe('GET /jobs', () => {
    const list = async (query: string) => (await platform.jobs.ask<JobSummary[]>(`/jobs?${query}`)).body;
    let ids: string[];
    beforeAll(async () => {
      ids = [];
      for (const document of [job('listed'), failing('listed'), job('listed')])
        ids.unshift((await platform.jobs.run(document)).id);
    });

    it('lists jobs newest first, with the members that are promised', async () => {
      const jobs = await list('name=listed');
      expect(jobs.map(({ id }) => id)).toEqual(ids);
      expect(jobs[0]).toEqual({
        id: ids[0],
        jobId: ids[0],
        name: 'listed',
        status: 'completed',
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
        completedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        steps: 1,
        rel: 'job',
        href: `${platform.jobs.url}/jobs/${ids[0]}`,
      });
      expect(jobs[1]?.error).toMatchObject({ message: expect.any(String) });
    });

    it.each([
      ['status=failed', [1]],
      ['status=completed', [0, 2]],
      ['status=completed,failed', [0, 1, 2]],
      ['status=killed', []],
      ['since=2020-01-01T00:00:00Z', [0, 1, 2]],
      ['since=2120-01-01T00:00:00Z', []],
      ['until=2020-01-01T00:00:00Z', []],
      ['limit=2', [0, 1]],
    ])('filters by %s', async (query, which) => {
      expect((await list(`name=listed&${query}`)).map(({ id }) => id)).toEqual(which.map((n) => ids[n]));
    });

    it.each(['status=sleeping', 'limit=0', 'limit=x', 'since=yesterday'])('refuses %s with 400', async (query) => {
      const { status, type } = await platform.jobs.ask(`/jobs?${query}`);
      expect({ status, type }).toEqual({ status: 400, type: 'application/problem+json' });
    });

    it('is paged by Link: rel="next", which keeps the filters, to the end', async () => {
      const found: string[] = [];
      for (let next: string | null = '/jobs?name=listed&limit=1'; next !== null;) {
        const page: Reply<JobSummary[]> = await ask(new URL(next, platform.jobs.url).href);
        found.push(...page.body.map(({ id }) => id));
        next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1] ?? null;
      }
      expect(found).toEqual(ids);
    });

    it.each([
      ['name=LISTE', 3],
      ['name=liste&status=fail', 1],
      ['name=liste&createdAt=2', 3],
      ['name=liste&completedAt=T', 3],
      ['name=liste&createdAt=1999', 0],
    ])('has an older sister, /filter, that searches substrings: %s', async (query, count) => {
      expect((await platform.jobs.ask<JobSummary[]>(`/filter?${query}`)).body).toHaveLength(count);
    });
  });

  describe('GET /jobs/:id', () => {
    it('shows every step and task: state, attempts, chosen service, times, result', async () => {
      const { id } = await platform.jobs.run({ ...job('shown'), description: 'what for' });
      const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
      expect(await platform.jobs.get(id)).toMatchObject({
        id,
        jobId: id,
        status: 'completed',
        createdAt: time,
        completedAt: time,
        steps: [
          {
            name: 'step-1',
            status: 'completed',
            startedAt: time,
            completedAt: time,
            tasks: [
              {
                state: 'succeeded',
                service: { name: service.name, url: service.url, registryID: expect.any(String) },
                attempts: [{ action: 'execute', status: 200, startedAt: time, endedAt: time }],
                result: { result: expect.anything() },
                startedAt: time,
                completedAt: time,
              },
            ],
          },
        ],
      });
    });
  });

  describe('errors', () => {
    const PROBLEM = {
      type: expect.any(String),
      title: expect.any(String),
      status: expect.any(Number),
      detail: expect.any(String),
      instance: expect.any(String),
      code: expect.stringMatching(/^[a-z-]+$/),
      error: expect.any(String),
    };

    it.each<[string, string, string, unknown, number]>([
      ['a job that is not there', 'GET', '/jobs/none', undefined, 404],
      ['its events', 'GET', '/jobs/none/events', undefined, 404],
      ['an action on it', 'POST', '/jobs/none/cancel', {}, 404],
      ['a path that is not there', 'GET', '/nothing', undefined, 404],
      ['an action that is not there', 'POST', '/jobs/none/explode', {}, 404],
      ['a body that is not JSON', 'POST', '/jobs', '{"a":', 400],
      ['no body', 'POST', '/jobs', undefined, 422],
      ['a document that is too large', 'POST', '/jobs', { steps: [], description: 'x'.repeat(1_100_000) }, 413],
      ['a bad document to /jobs/plan', 'POST', '/jobs/plan', {}, 422],
      ['an unknown member of an action', 'POST', '/jobs/none/cancel', { why: 1 }, 400],
      ['a command that job-control has not', 'POST', '/execute', { command: 'dance', resource: 'job' }, 422],
      ['a page size that is none', 'GET', '/jobs?limit=-1', undefined, 400],
      ['a cursor that is none', 'GET', '/jobs?cursor=x', undefined, 400],
      [
        'a cursor of another list',
        'GET',
        `/jobs?cursor=${cursorOf('["2026-01-01T00:00:00.000Z","a"]')}`,
        undefined,
        400,
      ],
      ['a day that no month has', 'GET', '/jobs?since=2026-02-30', undefined, 400],
      ['a parameter that is not there', 'GET', '/jobs?nmae=order', undefined, 400],
      ['U+0000 in an address', 'GET', '/jobs?name=%00', undefined, 400],
    ])('%s: %s %s', async (_, method, path, body, expected) => {
      const { status, type, body: problem } = await platform.jobs.ask(path, { method, body });
      expect({ status, type }).toEqual({ status: expected, type: 'application/problem+json' });
      expect(problem).toMatchObject({ ...PROBLEM, status: expected });
    });

    it.each([
      ['discovery', '/services/none', 404],
      ['discovery', '/nothing', 404],
      ['shared-state', '/state/none', 404],
      ['shared-state', '/nothing', 404],
    ] as const)('of %s, too: %s', async (app, path, expected) => {
      const { status, type, body } = await ask<unknown>(`${platform.url(app)}${path}`);
      expect({ status, type }).toEqual({ status: expected, type: 'application/problem+json' });
      expect(body).toMatchObject(PROBLEM);
    });
  });

  describe('job-control as a service of its own', () => {
    const inner = () => ({
      command: 'create',
      resource: 'job',
      payload: { steps: [{ tasks: [{ tag: service.tag, input: { key: 'inner' } }] }] },
    });

    it('says so in its forms', async () => {
      const { body } = await ask<{ resource: string; affordances: { command: string }[] }>(
        `${platform.jobs.url}/forms`,
      );
      expect(body.resource).toBe('job');
      expect(body.affordances.map(({ command }) => command)).toContain('create');
    });

    it('runs a job as a task of another job, and undoes the inner one with the outer one', async () => {
      const tasks = [{ name: 'inner', resource: 'job', bindTimeoutMs: 5_000, input: inner() }];
      const done = await platform.jobs.run({ steps: [{ tasks }] });
      expect(done).toMatchObject({ status: 'completed' });
      expect(service.ledger.net('inner')).toBe(1);
      await platform.jobs.act(done.id, 'revert');
      await platform.jobs.until(done.id, ({ status }) => status === 'reverted');
      expect(service.ledger.net('inner')).toBe(0);
    });

    it('leaves the references in a $literal to the inner job', async () => {
      const input = { key: 'of-the-inner', text: { $format: 'of {/who}' } };
      const payload = { initialState: { who: 'the inner' }, steps: [{ tasks: [{ tag: service.tag, input }] }] };
      const message = { command: 'create', resource: 'job', payload: { $literal: payload } };
      const tasks = [{ resource: 'job', bindTimeoutMs: 5_000, input: message }];
      const done = await platform.jobs.run({ initialState: { who: 'the outer' }, steps: [{ tasks }] });
      expect(done).toMatchObject({ status: 'completed' });
      const call = service.calls('execute').find(({ body }) => body.key === 'of-the-inner');
      expect(call?.body).toMatchObject({ text: 'of the inner' });
    });

    it.each(['r', randomBytes(250).toString('hex')])(
      'makes one inner job of one request id, and none after its revert: %#',
      async (id) => {
        const call = (verb: string, requestId: string) =>
          ask<{ result?: { jobId: string } }>(`${platform.jobs.url}/${verb}`, {
            body: { ...inner(), id: undefined, metadata: { requestId } },
          });
        const [first, again] = [await call('execute', `${id}1`), await call('repeat', `${id}1`)];
        expect(again.body.result?.jobId).toBe(first.body.result?.jobId);
        await call('revert', `${id}2`);
        expect((await call('execute', `${id}2`)).status).toBe(409);
      },
    );

    it('refuses an id or a name that no table has room for, and says where', async () => {
      const create = (more: object) => ask(`${platform.jobs.url}/execute`, { body: { ...inner(), ...more } });
      const payload = { ...inner().payload, name: randomBytes(4_000).toString('hex') };
      for (const [more, pointer] of [
        [{ id: 'x'.repeat(65) }, '/id'],
        [{ payload }, '/name'],
      ] as const)
        expect(await create(more)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
      expect((await create({ id: 'x'.repeat(64) })).status).toBeLessThan(300);
    });
  });
});
