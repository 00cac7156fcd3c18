import type { AuditRecord } from '#clients';
import { until } from '../support/until';
import { GuardedApp } from './support/guarded-apps';
import { ask, keyOf, PEOPLES_KEYS } from './support/people';

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

  const audit = async (app: GuardedApp, query = '') =>
    (await ask<AuditRecord[]>(app, 'auditor', `GET /audit${query}`)).body;
  const submitted = async () => (await ask<{ jobId: string }>(jobs, 'alice', 'POST /jobs', WAITS)).body.jobId;

  it('tells who did what to which job, why and from where, as soon as the client has its response', async () => {
    const jobId = await submitted();
    await ask(jobs, 'operator', `POST /jobs/${jobId}/pause`, { reason: 'lunch', by: 'not me' });
    const from = expect.stringContaining('127.0.0.1') as string;
    const done = { kind: 'job', subject: jobId, outcome: 'done', status: 202, from };
    expect(await audit(jobs, `?subject=${jobId}`)).toMatchObject([
      { ...done, by: 'operator', action: 'pause', reason: 'lunch' },
      { ...done, by: 'alice', action: 'submit' },
    ]);
  });

  it.each([
    ['who lacks the scope', 'auditor', 'cancel', 403, 'forbidden'],
    ['whose job it is not', 'bob', 'cancel', 404, 'not-found'],
    ['where it makes no sense', 'operator', 'rerun', 409, 'conflict'],
  ])('tells what was refused %s', async (_, who, action, status, code) => {
    const jobId = await submitted();
    await ask(jobs, who, `POST /jobs/${jobId}/${action}`, {});
    expect(await audit(jobs, `?subject=${jobId}&outcome=refused`)).toMatchObject([
      { by: who, action, outcome: 'refused', status, code },
    ]);
  });

  it('tells of actions on many jobs, and of definitions', async () => {
    await ask(jobs, 'root', 'PUT /definitions/order', { job: WAITS });
    await ask(jobs, 'alice', 'PUT /definitions/order', { job: WAITS });
    await ask(jobs, 'root', 'DELETE /definitions/order');
    await ask(jobs, 'operator', 'POST /jobs/actions', { action: 'cancel', filter: { name: 'waits' }, reason: 'all' });
    const told = (entries: AuditRecord[]) => entries.map(({ by, action, outcome }) => [by, action, outcome]);
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

  it('tells who acts for others without the right to, and writes the entry of a change with the change itself', async () => {
    const { body } = await ask<{ id: string }>(state, 'alice', 'POST /state', { a: 1 });
    await ask(state, 'bob', `DELETE /state/${body.id}`, undefined, { 'on-behalf-of': 'alice' });
    const large = { big: 'x'.repeat(100_000) };
    await ask(state, 'alice', `POST /state/${body.id}`, large, { 'if-match': '"none"' });
    await Promise.all([large, { b: 1 }, { c: 1 }].map((more) => ask(state, 'alice', `POST /state/${body.id}`, more)));
    const told = (await audit(state, `?subject=${body.id}`)).map(({ by, action, status }) => [by, action, status]);
    expect(told).toEqual([
      ...[1, 2, 3].map(() => ['alice', 'merge', 200]),
      ['alice', 'merge', 412],
      ['bob', 'delete', 403],
      ['alice', 'create', 201],
    ]);
  });

  it('tells of submissions when the job is accepted, and of dry runs nothing', async () => {
    const name = 'waits';
    const waiting = ask(jobs, 'alice', 'POST /jobs?wait=true', { ...WAITS, name: 'still waiting' }).catch(() => null);
    const listed = () => ask<{ jobId: string }[]>(jobs, 'alice', 'GET /jobs?name=still%20waiting');
    const jobId = await until(async () => (await listed()).body[0]?.jobId);
    const [entry] = await until(async () => {
      const entries = await audit(jobs, `?subject=${jobId}`);
      return entries.length > 0 && entries;
    });
    expect(entry).toMatchObject({ by: 'alice', action: 'submit', outcome: 'done' });
    await ask(jobs, 'operator', `POST /jobs/${jobId}/kill`);
    await waiting;
    expect(await audit(jobs, `?subject=${jobId}&action=submit`)).toHaveLength(1);
    const before = await audit(jobs, '?kind=jobs');
    await ask(jobs, 'operator', 'POST /jobs/actions', { action: 'cancel', filter: { name }, dryRun: true });
    expect(await audit(jobs, '?kind=jobs')).toEqual(before);
  });

  it('keeps no more entries of requests without credentials than it is told to', async () => {
    const app = await GuardedApp.start('discovery', {
      AUTH_KEYS: PEOPLES_KEYS,
      AUDIT_MAX_UNAUTHENTICATED_PER_MINUTE: '3',
    });
    try {
      for (let n = 0; n < 8; n++) await app.ask('POST', '/register', {}, '{}');
      const entries = await audit(app);
      // Of two minutes, at the most.
      expect(entries.length).toBeLessThanOrEqual(6);
      expect(entries[0]).toMatchObject({ action: 'register', status: 401, outcome: 'refused' });
    } finally {
      await app.stop();
    }
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
    const first = await ask<AuditRecord[]>(jobs, 'auditor', `GET /audit?subject=${jobId}&action=pause&limit=2`);
    const [, next] = /<([^>]+)>/.exec(String(first.headers.link))!;
    const second = (await ask<AuditRecord[]>(jobs, 'auditor', `GET ${next}`)).body;
    expect([...first.body, ...second].map(({ reason }) => reason)).toEqual(['3', '2', '1']);
    const { headers, text } = await jobs.ask('GET', `/audit?subject=${jobId}&action=pause`, {
      accept: 'application/x-ndjson',
      authorization: `Bearer ${keyOf('auditor')}`,
    });
    expect(headers['content-type']).toContain('application/x-ndjson');
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as AuditRecord).reason),
    ).toEqual(['3', '2', '1']);
  });

  it('is open to those with the scope alone', async () => {
    for (const app of [jobs, state, discovery]) {
      expect((await ask(app, 'operator', 'GET /audit')).status).toBe(403);
      expect((await ask(app, 'auditor', 'GET /audit?cursor=x')).status).toBe(400);
    }
  });
});
