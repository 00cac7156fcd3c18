import { GuardedApp } from './support/guarded-apps';
import { ask, keyOf, PEOPLES_KEYS } from './support/people';

interface Job {
  id: string;
  jobId: string;
  status: string;
  submittedBy?: string;
  sharedStateURL?: string;
  error?: { message: string };
  steps: { status: string }[];
}

const NEVER = { tag: 'not-offered', input: {} };
const WAITS = { name: 'waits', steps: [{ name: 'gate', approval: true, tasks: [NEVER] }] };

describe('whose a job is', () => {
  let state: GuardedApp;
  let jobs: GuardedApp;

  beforeAll(async () => {
    state = await GuardedApp.start('shared-state', { AUTH_KEYS: PEOPLES_KEYS });
    jobs = await GuardedApp.start('job-control', {
      AUTH_KEYS: PEOPLES_KEYS,
      SHARED_STATE_URL: state.url,
      SERVICE_TOKEN: keyOf('job-control'),
    });
  });
  afterAll(async () => {
    await jobs.stop();
    await state.stop();
  });

  const submit = async (who: string, job: object = WAITS, headers = {}) =>
    (await ask<Job>(jobs, who, 'POST /jobs', job, headers)).body;
  const listOf = async (who: string, path = '/jobs') =>
    (await ask<Job[]>(jobs, who, `GET ${path}`)).body.map(({ id }) => id);

  it('stands in the job, its list and its history', async () => {
    const { jobId } = await submit('alice');
    expect((await ask<Job>(jobs, 'alice', `GET /jobs/${jobId}`)).body.submittedBy).toBe('alice');
    expect((await ask<Job[]>(jobs, 'alice', 'GET /jobs')).body[0]).toMatchObject({ id: jobId, submittedBy: 'alice' });
    const [first] = (await ask<object[]>(jobs, 'alice', `GET /jobs/${jobId}/events`)).body;
    expect(first).toMatchObject({ type: 'job-accepted', submittedBy: 'alice' });
  });

  it.each(['/jobs', '/filter', '/jobs?status=running,accepted'])('decides who finds it in %s', async (path) => {
    const { jobId } = await submit('alice');
    expect(await listOf('alice', path)).toContain(jobId);
    expect(await listOf('bob', path)).not.toContain(jobId);
    expect(await listOf('operator', path)).toContain(jobId);
    expect(await listOf('root', path)).toContain(jobId);
  });

  it('makes pages of what is to be seen, not of what is there', async () => {
    const mine = [await submit('bob'), await submit('bob')].map(({ jobId }) => jobId);
    await submit('alice');
    const { body, headers } = await ask<Job[]>(jobs, 'bob', 'GET /jobs?limit=1');
    const [, next] = /<([^>]+)>/.exec(String(headers.link))!;
    const second = (await ask<Job[]>(jobs, 'bob', `GET ${next}`)).body;
    expect([...body, ...second].map(({ id }) => id)).toEqual(mine.reverse());
  });

  it.each(['', '/events', '/outcome', '/reversal'])(
    'hides GET /jobs/:id%s from others, as if it were not there',
    async (path) => {
      const { jobId } = await submit('alice');
      const { status, body } = await ask(jobs, 'bob', `GET /jobs/${jobId}${path}`);
      expect([status, body.detail]).toEqual([404, `There is no job "${jobId}"`]);
      expect((await ask(jobs, 'alice', `GET /jobs/${jobId}${path}`)).status).toBeLessThan(300);
    },
  );

  it('hides the stream of its history', async () => {
    const { jobId } = await submit('alice');
    const stream = { accept: 'text/event-stream' };
    expect((await ask(jobs, 'bob', `GET /jobs/${jobId}/events`, undefined, stream)).status).toBe(404);
  });

  it.each(['cancel', 'kill', 'pause', 'continue', 'rerun', 'revert'])('keeps others from a %s', async (action) => {
    const { jobId } = await submit('alice');
    const before = (await ask(jobs, 'root', `GET /jobs/${jobId}`)).body.version;
    expect((await ask(jobs, 'bob', `POST /jobs/${jobId}/${action}`)).status).toBe(404);
    expect((await ask(jobs, 'root', `GET /jobs/${jobId}`)).body.version).toBe(before);
    expect([202, 409]).toContain((await ask(jobs, 'alice', `POST /jobs/${jobId}/${action}`)).status);
  });

  it('leaves approvals to operators: not even its submitter gives them', async () => {
    const { jobId } = await submit('alice');
    expect((await ask(jobs, 'alice', `POST /jobs/${jobId}/approve`)).status).toBe(403);
    expect((await ask(jobs, 'operator', `POST /jobs/${jobId}/approve`)).status).toBe(202);
  });

  it('has the record say who did something, whatever they say of themselves', async () => {
    const { jobId } = await submit('alice');
    await ask(jobs, 'alice', `POST /jobs/${jobId}/pause`, { by: 'the boss', reason: 'lunch' });
    await ask(jobs, 'operator', `POST /jobs/${jobId}/continue`, { by: 'alice' });
    const events = (await ask<Record<string, unknown>[]>(jobs, 'alice', `GET /jobs/${jobId}/events`)).body;
    const said = events.filter(({ type }) => type === 'paused' || type === 'continued').map(({ by }) => by);
    expect(said).toEqual(['alice', 'operator']);
  });

  it('keeps the idempotency keys of callers apart', async () => {
    const key = { 'idempotency-key': 'the-same' };
    const first = await submit('alice', WAITS, key);
    expect((await submit('alice', WAITS, key)).jobId).toBe(first.jobId);
    const other = await ask<Job>(jobs, 'bob', 'POST /jobs', WAITS, key);
    expect(other.status).toBe(202);
    expect(other.body.jobId).not.toBe(first.jobId);
  });

  describe('as a task of another job', () => {
    const message = (command: string, more = {}) => ({ command, resource: 'job', ...more });

    it('keeps the requests of callers apart', async () => {
      const call = message('create', { payload: { steps: [{ tasks: [] }] }, metadata: { requestId: 'r1' } });
      const first = await ask<{ result: Job }>(jobs, 'alice', 'POST /execute', call);
      const other = await ask<{ result: Job }>(jobs, 'bob', 'POST /execute', call);
      expect(other.body.result.id).not.toBe(first.body.result.id);
      expect((await ask<{ result: Job }>(jobs, 'alice', 'POST /repeat', call)).body.result.id).toBe(
        first.body.result.id,
      );
      // What bob reverts is his own.
      expect((await ask(jobs, 'bob', 'POST /revert', call)).body.status).toBe('reverted');
      expect((await ask<Job>(jobs, 'alice', `GET /jobs/${first.body.result.id}`)).body.status).toBe('completed');
    });

    it('is seen by those who may', async () => {
      const { jobId } = await submit('alice');
      expect((await ask(jobs, 'bob', 'POST /execute', message('read', { id: jobId }))).status).toBe(404);
      const { body } = await ask<{ result: Job[] }>(jobs, 'bob', 'POST /execute', message('list'));
      expect(body.result.every(({ submittedBy }) => submittedBy === 'bob')).toBe(true);
    });
  });

  describe('decides about its state document', () => {
    const done = async (who: string, job: object) => (await ask<Job>(jobs, who, 'POST /jobs?wait=true', job)).body;
    const at = (url: string) => new URL(url).pathname;

    it('which belongs to the submitter of the job', async () => {
      const job = await done('alice', { initialState: { secret: 1 }, steps: [{ tasks: [] }] });
      expect(job.status).toBe('completed');
      expect((await ask(state, 'alice', `GET ${at(job.sharedStateURL!)}`)).body).toEqual({ secret: 1 });
      expect((await ask(state, 'bob', `GET ${at(job.sharedStateURL!)}`)).status).toBe(404);
    });

    it('which no caller reaches by a job without direct access', async () => {
      const { sharedStateURL } = await done('alice', { initialState: { secret: 1 }, steps: [{ tasks: [] }] });
      const theft = { sharedStateURL, sharedState: { stolen: true }, steps: [{ tasks: [] }] };
      const thief = await done('bob', theft);
      expect([thief.status, thief.error?.message]).toEqual([
        'failed',
        expect.stringContaining('belongs to another caller'),
      ]);
      expect((await ask(state, 'alice', `GET ${at(sharedStateURL!)}`)).body).toEqual({ secret: 1 });
      const own = await done('alice', theft);
      expect(own.status).toBe('completed');
      expect((await ask(state, 'alice', `GET ${at(sharedStateURL!)}`)).body).toEqual({ secret: 1, stolen: true });
    });

    it('which prevents a job of another caller from starting', async () => {
      const { sharedStateURL } = await done('alice', { initialState: { go: true }, steps: [{ tasks: [] }] });
      const reading = {
        sharedStateURL,
        steps: [{ name: 'in', when: { exists: '/go' }, tasks: [{ ...NEVER, bindTimeoutMs: 0 }] }],
      };
      const stepFor = async (who: string) => (await done(who, reading)).steps[0]!.status;
      // Callers with access get as far as the step, which no instance serves; a job of another caller ends before.
      expect(await stepFor('alice')).toBe('failed');
      expect(await stepFor('bob')).toBe('pending');
      expect(await stepFor('alice')).toBe('failed');
    });
  });
});
