import { EventStream } from '../support/event-stream';
import type { ModelService } from '../support/model-service';
import { type Replica, Replicas } from '../support/replicas';
import { until } from '../support/until';

/** A call that waits until the test lets it go. */
function held(service: ModelService): () => void {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  service.behave = ({ verb }) => (verb === 'execute' ? { until: released } : {});
  return release;
}

describe('two job-controls on one PostgreSQL', () => {
  let replicas: Replicas;
  let one: Replica;
  let two: Replica;
  let service: ModelService;
  let job: object;

  beforeAll(async () => {
    replicas = await Replicas.start(2, { JOB_LEASE_MS: '2000', JOB_STOP_GRACE_MS: '0' });
    [one, two] = replicas.all as [Replica, Replica];
  }, 60_000);
  afterAll(() => replicas.stop(), 30_000);
  beforeEach(async () => {
    service = await replicas.platform.service();
    const step = (key: string) => ({ tasks: [{ tag: service.tag, input: { key } }] });
    job = { bindTimeoutMs: 20_000, steps: [step('a'), step('b')] };
  });
  const called = (key: string) =>
    until(() => service.received.some(({ body }) => body.key === key), { what: `a call for ${key}` });

  /** The first one takes jobs again, and the second one ended this job, with every effect once. */
  const noHarmDone = async (jobId: string) => {
    const again = { steps: [{ tasks: [{ tag: service.tag, input: { key: 'c' } }] }] };
    await until(async () => (await one.jobs.post('/jobs?wait=true', again)).status === 200, {
      what: 'that it takes jobs again',
    });
    expect(await one.jobs.get(jobId)).toMatchObject({ status: 'completed' });
    expect([service.ledger.net('a'), service.ledger.net('b')]).toEqual([1, 1]);
    expect([...service.ledger.doubled]).toEqual([]);
    expect(await replicas.writers(jobId)).toHaveLength(2);
  };

  it('serve each other’s jobs: the job, its events as they come, its end, and actions on it', async () => {
    const release = held(service);
    const key = { 'idempotency-key': 'once' };
    const { body: accepted } = await one.jobs.post('/jobs', job, key);
    await called('a');
    const jobId = accepted.jobId;
    expect(await two.jobs.get(jobId)).toMatchObject({ status: 'running' });
    const events = await EventStream.open(`${two.jobs.url}/jobs/${jobId}/events`);
    const ended = two.jobs.post('/jobs?wait=true', job, key);
    await events.until((seen) => seen.some(({ event }) => event === 'attempt-started'));

    expect(await two.jobs.act(jobId, 'pause', { by: 'ann', reason: 'lunch' })).toMatchObject({ status: 202 });
    expect(await one.jobs.get(jobId)).toMatchObject({ status: 'paused' });
    expect(await two.jobs.act(jobId, 'approve')).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await two.jobs.act(jobId, 'continue')).toMatchObject({ status: 202 });
    expect(await two.jobs.act('unknown', 'cancel')).toMatchObject({ status: 404 });

    release();
    expect(await ended).toMatchObject({ status: 200, body: { jobId, status: 'completed' } });
    await events.end();
    const numbers = events.events.slice(0, -1).map(({ id }) => Number(id));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(events.events.slice(-2)).toMatchObject([{ event: 'job-ended' }, { event: 'end' }]);
    expect(await replicas.writers(jobId)).toHaveLength(1);
  });

  it('hand an approval on with the step that it names: one that comes late releases nothing', async () => {
    const gate = (name: string) => ({ name, approval: true, tasks: [{ tag: service.tag, input: { key: name } }] });
    const { body } = await one.jobs.post('/jobs', { steps: [gate('a'), gate('b')] });
    const waits = (step: string) => two.jobs.until(body.jobId, (seen) => seen.waitingFor?.step === step);
    await waits('a');
    const responses = await Promise.all([one, two].map(({ jobs }) => jobs.act(body.jobId, 'approve', { step: 'a' })));
    expect(responses.map(({ status }) => status).sort()).toEqual([202, 409]);
    await waits('b');
    for (const { jobs } of [one, two]) {
      expect(await jobs.act(body.jobId, 'approve', { step: 'a' })).toMatchObject({ status: 409 });
    }
    expect(await one.jobs.get(body.jobId)).toMatchObject({ status: 'running', waitingFor: { step: 'b' } });
    const again = () => two.jobs.post(`/jobs/${body.jobId}/approve`, { step: 'b' }, { 'idempotency-key': 'k' });
    expect([(await again()).status, (await again()).status]).toEqual([202, 202]);
    expect(await one.jobs.ended(body.jobId)).toMatchObject({ status: 'completed' });
  });

  it('deliver a signal at the one that drives the job, whichever gets it, and count it once', async () => {
    const paid = (name: string) => ({ name, waitFor: { signal: 'payment', timeoutSeconds: 3_600 } });
    const { body } = await one.jobs.post('/jobs', { steps: [paid('a'), paid('b')] });
    const waits = (step: string) => two.jobs.until(body.jobId, (seen) => seen.waitingFor?.step === step);
    const send = ({ jobs }: Replica, amount: number, key: string, name = 'payment') =>
      jobs.post(`/jobs/${body.jobId}/signals/${name}`, { amount }, { 'idempotency-key': key });
    await waits('a');
    const both = await Promise.all([one, two].map((replica) => send(replica, 1, 'k1')));
    expect(both.map(({ status }) => status)).toEqual([202, 202]);
    await waits('b');
    expect(await send(two, 2, 'k1')).toMatchObject({ status: 422, body: { code: 'idempotency-mismatch' } });
    expect(await send(two, 2, 'k2', 'other')).toMatchObject({ status: 404 });
    expect((await send(two, 2, 'k2')).status).toBe(202);
    expect(await one.jobs.ended(body.jobId)).toMatchObject({ status: 'completed' });
  });

  it('wake what waits at one that was killed', async () => {
    const { body } = await one.jobs.post('/jobs', {
      steps: [{ wait: { seconds: 7 } }, ...(job as { steps: object[] }).steps],
    });
    await two.jobs.until(body.jobId, ({ waitingFor }) => waitingFor?.kind === 'timer');
    await one.down();
    expect(await two.jobs.ended(body.jobId, 30_000)).toMatchObject({ status: 'completed' });
    await one.up();
    expect([...service.ledger.doubled]).toEqual([]);
  });

  it('undo at one what was done at the other, after its end', async () => {
    const { jobId } = await one.jobs.run(job);
    await two.jobs.act(jobId, 'revert');
    expect(await one.jobs.ended(jobId)).toMatchObject({ status: 'reverted' });
    expect([service.ledger.net('a'), service.ledger.net('b')]).toEqual([0, 0]);
    expect(await replicas.writers(jobId)).toHaveLength(2);
  });

  it('take over what a killed one was doing, and settle what it had sent', async () => {
    const release = held(service);
    const jobId = await one.jobs.submit(job);
    await called('a');
    await one.down();
    release();
    expect(await two.jobs.ended(jobId)).toMatchObject({ status: 'completed' });
    await one.up();
    expect([service.ledger.net('a'), service.ledger.net('b')]).toEqual([1, 1]);
    expect([...service.ledger.doubled]).toEqual([]);
    expect(await replicas.writers(jobId)).toHaveLength(2);
  });

  it('hand over when one is stopped, without waiting for its lease to expire', async () => {
    const release = held(service);
    const jobId = await one.jobs.submit(job);
    await called('a');
    const follow = await EventStream.open(`${two.jobs.url}/jobs/${jobId}/events`);
    const [before] = await replicas.writers(jobId);
    await one.down('SIGTERM');
    expect(await replicas.query('select id from job_control.replicas where id = $1', [before])).toEqual([]);
    release();
    expect(await two.jobs.ended(jobId)).toMatchObject({ status: 'completed' });
    await follow.end();
    expect(follow.events.slice(-2)).toMatchObject([{ event: 'job-ended' }, { event: 'end' }]);
    await one.up();
  });

  it('suffer nothing from one that was only frozen: it finds its jobs taken over, and goes on with new ones', async () => {
    const release = held(service);
    const jobId = await one.jobs.submit(job);
    await called('a');
    one.signal('SIGSTOP');
    await until(async () => (await replicas.query('select id from job_control.replicas')).length === 1, {
      what: 'that the frozen one is missed',
    });
    release();
    expect(await two.jobs.ended(jobId)).toMatchObject({ status: 'completed' });
    one.signal('SIGCONT');
    await one.untilResponding();
    await noHarmDone(jobId);
  });

  it('suffer nothing from one whose network to the database was cut: what it sent into the void comes too late', async () => {
    const release = held(service);
    const jobId = await one.jobs.submit(job);
    await called('a');
    one.network.interrupt();
    // Its response reaches the one that can not write it down any more.
    release();
    expect(await two.jobs.ended(jobId)).toMatchObject({ status: 'completed' });
    one.network.mend();
    await noHarmDone(jobId);
  });
});
