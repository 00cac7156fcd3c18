import { GuardedApp } from './support/guarded-apps';
import { ask, keyOf, PEOPLES_KEYS } from './support/people';

interface Entry {
  by?: string;
  from: string;
  action: string;
  kind: string;
  subject?: string;
  outcome: string;
  status: number;
  code?: string;
  reason?: string;
}

const NEVER = { tag: 'not-offered', input: {} };
const WAITS = { name: 'waits', steps: [{ name: 'gate', approval: true, tasks: [NEVER] }] };

describe('the audit', () => {
  let state: GuardedApp;
  let jobs: GuardedApp;
  let discovery: GuardedApp;
  beforeAll(async () => {
    state = await GuardedApp.start('shared-state', { AUTH_KEYS: PEOPLES_KEYS });
    jobs = await GuardedApp.start('job-control', { AUTH_KEYS: PEOPLES_KEYS, SHARED_STATE_URL: state.url });
    discovery = await GuardedApp.start('discovery', { AUTH_KEYS: PEOPLES_KEYS });
  });
  afterAll(async () => {
    for (const app of [jobs, state, discovery]) await app.stop();
  });

  const audit = async (app: GuardedApp, query = '') => (await ask<Entry[]>(app, 'auditor', `GET /audit${query}`)).body;
  const submitted = async () => (await ask<{ jobId: string }>(jobs, 'alice', 'POST /jobs', WAITS)).body.jobId;

  it('tells who did what to which job, why and from where, as soon as the client has its response', async () => {
    const jobId = await submitted();
    await ask(jobs, 'operator', `POST /jobs/${jobId}/pause`, { reason: 'lunch', by: 'not me' });
    expect(await audit(jobs, `?subject=${jobId}`)).toMatchObject([
      {
        ...{ by: 'operator', action: 'pause', kind: 'job', subject: jobId, outcome: 'done', status: 202 },
        ...{ reason: 'lunch', from: expect.stringContaining('127.0.0.1') },
      },
    ]);
  });

  it.each([
    ['who lacks the scope', 'auditor', 'cancel', 403, 'forbidden'],
    ['whose job it is not', 'bob', 'cancel', 404, 'not-found'],
    ['where it makes no sense', 'operator', 'rerun', 409, 'conflict'],
  ])('tells what was refused %s', async (_, who, action, status, code) => {
    const jobId = await submitted();
    await ask(jobs, who, `POST /jobs/${jobId}/${action}`, {});
    expect(await audit(jobs, `?subject=${jobId}`)).toMatchObject([
      { by: who, action, outcome: 'refused', status, code },
    ]);
  });

  it('tells of actions on many jobs, and of definitions', async () => {
    await ask(jobs, 'root', 'PUT /definitions/order', { job: WAITS });
    await ask(jobs, 'alice', 'PUT /definitions/order', { job: WAITS });
    await ask(jobs, 'root', 'DELETE /definitions/order');
    await ask(jobs, 'operator', 'POST /jobs/actions', { action: 'cancel', filter: { name: 'waits' }, reason: 'all' });
    const told = (entries: Entry[]) => entries.map(({ by, action, outcome }) => [by, action, outcome]);
    expect(told(await audit(jobs, '?subject=order'))).toEqual([
      ['root', 'retire', 'done'],
      ['alice', 'define', 'refused'],
      ['root', 'define', 'done'],
    ]);
    expect(await audit(jobs, '?kind=jobs')).toMatchObject([{ by: 'operator', action: 'act-on-many', reason: 'all' }]);
  });

  it('tells of documents that people change, and not of what jobs write', async () => {
    const { body } = await ask<{ id: string }>(state, 'alice', 'POST /state', { a: 1 });
    await ask(state, 'bob', `DELETE /state/${body.id}`);
    await ask(state, 'alice', `PATCH /state/${body.id}`, { op: 'add', path: '/a', value: 2 });
    await ask(state, 'job-control', `POST /state/${body.id}`, { b: 1 }, { 'on-behalf-of': 'alice' });
    const told = (await audit(state, `?subject=${body.id}`)).map(({ by, action }) => [by, action]);
    expect(told).toEqual([
      ['alice', 'patch'],
      ['bob', 'delete'],
      ['alice', 'create'],
    ]);
  });

  it('tells of registrations', async () => {
    const url = 'http://127.0.0.1:9/todo';
    await ask(discovery, 'alice', 'POST /register', { name: 'todo', url });
    await ask(discovery, 'auditor', 'POST /register', { name: 'todo', url });
    await ask(discovery, 'alice', 'POST /unregister', { url });
    expect(
      (await audit(discovery, `?subject=${encodeURIComponent(url)}`)).map(({ by, action }) => [by, action]),
    ).toEqual([
      ['alice', 'unregister'],
      ['auditor', 'register'],
      ['alice', 'register'],
    ]);
    expect(await audit(discovery, '?outcome=refused')).toMatchObject([{ by: 'auditor', code: 'forbidden' }]);
  });

  it('comes page by page, or whole, one entry a line', async () => {
    const jobId = await submitted();
    for (const reason of ['1', '2', '3']) await ask(jobs, 'operator', `POST /jobs/${jobId}/pause`, { reason });
    const first = await ask<Entry[]>(jobs, 'auditor', `GET /audit?subject=${jobId}&limit=2`);
    const [, next] = /<([^>]+)>/.exec(String(first.headers.link))!;
    const second = (await ask<Entry[]>(jobs, 'auditor', `GET ${next}`)).body;
    expect([...first.body, ...second].map(({ reason }) => reason)).toEqual(['3', '2', '1']);
    const { headers, text } = await jobs.ask('GET', `/audit?subject=${jobId}`, {
      accept: 'application/x-ndjson',
      authorization: `Bearer ${keyOf('auditor')}`,
    });
    expect(headers['content-type']).toContain('application/x-ndjson');
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as Entry).reason),
    ).toEqual(['3', '2', '1']);
  });

  it('is open to those with the scope alone', async () => {
    for (const app of [jobs, state, discovery]) {
      expect((await ask(app, 'operator', 'GET /audit')).status).toBe(403);
      expect((await ask(app, 'auditor', 'GET /audit?cursor=x')).status).toBe(400);
    }
  });
});
