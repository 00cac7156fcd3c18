import { onlyTask, tasksOf } from '../support/job-control';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';
import { until } from '../support/until';

describe('job-control that is killed and started again', () => {
  let platform: Platform;
  let service: ModelService;
  beforeAll(async () => (platform = await Platform.start()));
  beforeEach(async () => (service = await platform.service()));
  afterAll(() => platform.stop());

  const task = (key: string, more: object = {}) => ({ name: key, tag: service.tag, input: { key }, ...more });
  const two = (more: object = {}) => ({
    steps: [
      { name: 'a', tasks: [task('one')] },
      { name: 'b', tasks: [task('two', more)] },
    ],
  });
  const nets = () => ['one', 'two'].map((key) => service.ledger.net(key));
  const verbs = () => service.received.map(({ verb, body }) => `${verb} ${String(body.key)}`);
  const crash = async () => {
    await platform.down('job-control');
    await platform.up('job-control');
  };
  const once = () => expect([...service.ledger.doubled]).toEqual([]);

  it('finishes what it had accepted with 202 a moment before', async () => {
    const id = await platform.jobs.submit(two());
    await crash();
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    expect(nets()).toEqual([1, 1]);
    once();
  });

  it('finds the service that a job waited for, also when it was down for longer than the job may wait', async () => {
    const late = await platform.service({ register: false });
    const bindTimeoutMs = 3_000;
    const began = Date.now();
    const id = await platform.jobs.submit({
      steps: [{ tasks: [{ tag: late.tag, input: { key: 'k' }, bindTimeoutMs }] }],
    });
    await platform.down('job-control');
    await late.register(platform.url('discovery'));
    await until(() => Date.now() > began + bindTimeoutMs);
    await platform.up('job-control');
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    expect(late.ledger.net('k')).toBe(1);
  });

  it.each([
    ['had its effect', { hang: true, effect: true }],
    ['had no effect', { hang: true, effect: false }],
  ])('settles a call that was in flight with repeat, whether it %s', async (_, behaviour) => {
    service.script('execute', behaviour);
    const id = await platform.jobs.submit(two());
    await platform.jobs.until(id, () => service.received.length === 1);
    await crash();
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    expect(verbs()).toEqual(['execute one', 'repeat one', 'execute two']);
    expect(service.received[1]).toMatchObject({
      requestId: service.received[0]?.requestId,
      headers: { settles: 'true' },
    });
    expect(nets()).toEqual([1, 1]);
    once();
  });

  it.each([
    ['where repeat settles nothing', 'repeat', 'execute repeat revert'],
    ['whose repeat may return the result of another call', undefined, 'execute revert'],
  ])('undoes a call that was in flight to an older service, %s', async (_, onUnknown, calls) => {
    const older = await platform.service({ dialect: 'links' });
    older.script('execute', { hang: true, effect: true }).script('repeat', { body: { status: 'noop' } });
    const tasks = [{ tag: older.tag, input: { key: 'k' }, onUnknown }];
    const id = await platform.jobs.submit({ steps: [{ tasks }] });
    await platform.jobs.until(id, () => older.received.length === 1);
    await crash();
    expect((await platform.jobs.ended(id)).status).toBe('failed');
    expect(older.received.map(({ verb }) => verb).join(' ')).toBe(calls);
    expect(older.ledger.net('k')).toBe(0);
  });

  it('goes on between two steps without doing the first one again', async () => {
    const release = service.hold('execute');
    service.script('execute', { hang: true, effect: false });
    const id = await platform.jobs.submit(two());
    await platform.jobs.until(id, () => service.received.length === 1);
    release();
    await platform.jobs.until(id, (job) => tasksOf(job)['a/one']?.state === 'succeeded');
    await crash();
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    expect(verbs().filter((call) => call.endsWith('one'))).toEqual(['execute one']);
    once();
  });

  it('goes on undoing', async () => {
    service.script('execute', {}, { status: 400 }).script('revert', { hang: true, effect: true });
    const id = await platform.jobs.submit(two());
    await platform.jobs.until(id, () => service.calls('revert').length === 1);
    await crash();
    expect((await platform.jobs.ended(id)).status).toBe('failed');
    expect(verbs()).toEqual(['execute one', 'execute two', 'revert one', 'revert one']);
    expect(nets()).toEqual([0, 0]);
  });

  describe('while a job waits', () => {
    const paid = { name: 'paid', waitFor: { signal: 'payment', storeResultAt: '/paid' } };
    const send = (id: string, body: unknown, key: string) =>
      platform.jobs.post(`/jobs/${id}/signals/payment`, body, { 'idempotency-key': key });
    const waits = (id: string, kind: string) => platform.jobs.until(id, (job) => job.waitingFor?.kind === kind);

    it('goes on when it is time, also if that came meanwhile', async () => {
      const wait = (seconds: number) => ({ steps: [{ wait: { seconds } }, { tasks: [task(`after ${seconds}`)] }] });
      const ids = await Promise.all([0.5, 6].map((seconds) => platform.jobs.submit(wait(seconds))));
      for (const id of ids) await waits(id, 'timer');
      await crash();
      for (const id of ids) expect((await platform.jobs.ended(id, 20_000)).status).toBe('completed');
      expect(verbs()).toEqual(['execute after 0.5', 'execute after 6']);
      once();
    });

    it('still waits for its signal, and takes it once', async () => {
      const id = await platform.jobs.submit({ initialState: {}, steps: [paid, { tasks: [task('one')] }] });
      await waits(id, 'signal');
      await crash();
      expect(await waits(id, 'signal')).toMatchObject({ status: 'running' });
      expect((await send(id, 1, 'k')).status).toBe(202);
      expect((await platform.jobs.ended(id)).status).toBe('completed');
      expect(nets()[0]).toBe(1);
    });

    it('keeps a signal whose 202 was the last that was heard of it, until its step comes', async () => {
      service.script('execute', { hang: true, effect: true });
      const key = { $fromState: '/paid' };
      const steps = [{ tasks: [task('one')] }, paid, { tasks: [{ tag: service.tag, input: { key } }] }];
      const id = await platform.jobs.submit({ initialState: {}, steps });
      await platform.jobs.until(id, () => service.received.length === 1);
      expect((await send(id, '"two"', 'k')).status).toBe(202);
      await crash();
      expect((await send(id, '"two"', 'k')).status).toBe(202);
      expect((await platform.jobs.ended(id)).status).toBe('completed');
      expect(nets()).toEqual([1, 1]);
      once();
    });
  });

  it('keeps to a cancellation that was asked for', async () => {
    service.script('execute', {}, { hang: true, effect: true });
    const id = await platform.jobs.submit(two());
    await platform.jobs.until(id, () => service.received.length === 2);
    await platform.jobs.act(id, 'cancel');
    await crash();
    expect((await platform.jobs.ended(id)).status).toBe('cancelled');
    expect(nets()).toEqual([0, 0]);
  });

  it('leaves a paused job paused, and continues it when asked', async () => {
    const release = service.hold('execute');
    const id = await platform.jobs.submit(two());
    await platform.jobs.until(id, () => service.received.length === 1);
    await platform.jobs.act(id, 'pause');
    release();
    await platform.jobs.until(id, (job) => tasksOf(job)['a/one']?.state === 'succeeded');
    await crash();
    expect((await platform.jobs.get(id)).status).toBe('paused');
    expect(service.received).toHaveLength(1);
    await platform.jobs.act(id, 'continue');
    expect((await platform.jobs.ended(id)).status).toBe('completed');
  });

  it('still waits for an approval', async () => {
    const [a, b] = two().steps;
    const id = await platform.jobs.submit({ steps: [a, { ...b, approval: true }] });
    await platform.jobs.until(id, (job) => job.steps[1]?.status === 'waiting');
    await crash();
    expect((await platform.jobs.get(id)).steps[1]?.waitingFor).toContain('approval');
    await platform.jobs.act(id, 'approve');
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    expect(verbs()).toEqual(['execute one', 'execute two']);
  });

  it('still waits for a service to come', async () => {
    const id = await platform.jobs.submit({
      steps: [{ tasks: [task('one', { tag: 'late', bindTimeoutMs: 60_000 })] }],
    });
    await platform.jobs.until(id, (job) => onlyTask(job).state === 'waiting');
    await crash();
    const late = await platform.service({ tag: 'late' });
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    expect(late.received).toHaveLength(1);
  });

  it('still asks where a response was promised', async () => {
    service.script('execute', { status: 202, headers: { location: '/poll/1' } });
    service.behave = ({ verb }) => (verb === 'poll/1' ? { status: 202, headers: { 'retry-after': '0' } } : undefined);
    const id = await platform.jobs.submit(two());
    await platform.jobs.until(id, () => service.calls('poll/1').length > 0);
    await crash();
    service.behave = () => undefined;
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    expect(service.calls('execute').filter(({ body }) => body.key === 'one')).toHaveLength(1);
  });

  it('writes the state document once', async () => {
    const id = await platform.jobs.submit({
      initialState: { list: [] },
      steps: [
        { tasks: [task('one', { storeResultAt: '/list/-' })] },
        { tasks: [task('two', { storeResultAt: '/list/-' })] },
      ],
    });
    await platform.jobs.until(id, () => service.received.length >= 1);
    await crash();
    const job = await platform.jobs.ended(id);
    expect(job.status).toBe('completed');
    const state = (await (await fetch(job.sharedStateURL ?? '')).json()) as { list: unknown[] };
    expect(state.list).toHaveLength(2);
  });

  it('still knows an Idempotency-Key', async () => {
    const post = () => platform.jobs.post('/jobs', two(), { 'idempotency-key': `crash-${service.tag}` });
    const first = await post();
    await crash();
    const second = await post();
    expect(second.body.jobId).toBe(first.body.jobId);
    await platform.jobs.ended(first.body.jobId);
    expect(nets()).toEqual([1, 1]);
  });

  it('may be killed while it starts', async () => {
    service.script('execute', { hang: true, effect: true });
    const id = await platform.jobs.submit(two());
    await platform.jobs.until(id, () => service.received.length === 1);
    for (let n = 0; n < 3; n++) {
      await platform.down('job-control');
      platform.spawn('job-control');
    }
    await platform.untilResponding('job-control');
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    once();
  });

  it('told to stop awaits the response to the call in flight, ends with 0, and goes on where it was when it is started again', async () => {
    const release = service.hold('execute');
    const id = await platform.jobs.submit(two());
    await platform.jobs.until(id, () => service.received.length === 1);
    const ended = platform.down('job-control', 'SIGTERM');
    release();
    expect((await ended)?.code).toBe(0);
    await platform.up('job-control');
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    expect(verbs()).toEqual(['execute one', 'execute two']);
  });

  it('told to stop does not wait for ever for a call without response', async () => {
    service.script('execute', { hang: true, effect: true });
    const id = await platform.jobs.submit(two({ timeoutMs: 60_000 }));
    await platform.jobs.until(id, () => service.received.length === 1);
    expect((await platform.down('job-control', 'SIGTERM'))?.code).toBe(0);
    await platform.up('job-control');
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    once();
  });

  it('that only stood still for a while goes on as if nothing had been', async () => {
    const release = service.hold('execute');
    const id = await platform.jobs.submit(two());
    await platform.jobs.until(id, () => service.received.length === 1);
    platform.signal('job-control', 'SIGSTOP');
    release();
    platform.signal('job-control', 'SIGCONT');
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    once();
  });
});
