import { tasksOf } from '../support/job-control';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

describe('what an operator may ask', () => {
  let platform: Platform;
  let service: ModelService;
  beforeAll(async () => (platform = await Platform.start({}, ['discovery', 'job-control'])));
  beforeEach(async () => (service = await platform.service()));
  afterAll(() => platform.stop());

  const task = (key: string) => ({ name: key, tag: service.tag, input: { key } });
  const two = () => ({
    steps: [
      { name: 'a', tasks: [task('one')] },
      { name: 'b', tasks: [task('two')] },
    ],
  });
  const act = async (id: string, action: string, body: object = {}) => {
    const response = await platform.jobs.act(id, action, body);
    expect(response).toMatchObject({ status: 202, body: { id } });
    return response.body;
  };
  const refused = async (id: string, action: string, body: object = {}) => {
    const { status, type, body: problem } = await platform.jobs.act(id, action, body);
    expect({ status, type, code: problem.code }).toEqual({
      status: 409,
      type: 'application/problem+json',
      code: 'conflict',
    });
    return problem.detail;
  };
  const nets = () => ['one', 'two'].map((key) => service.ledger.net(key));
  const status = (id: string, wanted: string) => platform.jobs.until(id, (job) => job.status === wanted);

  /** A job that is in the middle of its second step. */
  const inTheMiddle = async () => {
    service.script('execute', {});
    const release = service.hold('execute');
    const id = await platform.jobs.submit(two());
    await platform.jobs.until(id, () => service.received.length === 2);
    return { id, release };
  };

  it('cancel stops the job and undoes it, once the call in flight has its response', async () => {
    const { id, release } = await inTheMiddle();
    await act(id, 'cancel', { by: 'ops', reason: 'enough' });
    expect(service.calls('revert')).toEqual([]);
    release();
    expect(await status(id, 'cancelled')).toMatchObject({ cancelReason: 'enough' });
    expect(nets()).toEqual([0, 0]);
    expect(service.calls('revert').map(({ body }) => body.key)).toEqual(['two', 'one']);
    await act(id, 'cancel');
    expect(service.calls('revert')).toHaveLength(2);
  });

  it('kill stops the job, leaves what it did, and says what that is', async () => {
    const { id, release } = await inTheMiddle();
    expect(await act(id, 'kill')).toMatchObject({ status: 'killed' });
    release();
    const job = await status(id, 'killed');
    expect(job.openEffects.map((effect) => effect.task)).toEqual(['a/one', 'b/two']);
    expect(service.calls('revert')).toEqual([]);
    await act(id, 'kill');
  });

  it('a killed job can be undone, or go on', async () => {
    const first = await inTheMiddle();
    await act(first.id, 'kill');
    first.release();
    await act(first.id, 'revert');
    await status(first.id, 'reverted');
    expect(nets()).toEqual([0, 0]);
    service.received.length = 0;
    const second = await inTheMiddle();
    await act(second.id, 'kill');
    second.release();
    await act(second.id, 'continue');
    expect((await status(second.id, 'completed')).openEffects).toEqual([]);
    expect(nets()).toEqual([1, 1]);
  });

  it('pause starts nothing new until continue', async () => {
    service.script('execute', {});
    const release = service.hold('execute');
    const third = { name: 'c', tasks: [task('three')] };
    const id = await platform.jobs.submit({ steps: [...two().steps, third] });
    await platform.jobs.until(id, () => service.received.length === 2);
    expect(await act(id, 'pause')).toMatchObject({ status: 'paused' });
    await act(id, 'pause');
    release();
    const paused = await platform.jobs.until(id, (job) => tasksOf(job)['b/two']?.state === 'succeeded');
    expect(paused.status).toBe('paused');
    expect(service.calls('execute')).toHaveLength(2);
    await act(id, 'continue');
    await status(id, 'completed');
    expect(service.calls('execute')).toHaveLength(3);
  });

  it('a paused job can be cancelled', async () => {
    const { id, release } = await inTheMiddle();
    await act(id, 'pause');
    await act(id, 'cancel');
    release();
    await status(id, 'cancelled');
    expect(nets()).toEqual([0, 0]);
  });

  it('rerun does all again, undoing it first, with new ids', async () => {
    const { id } = await platform.jobs.run(two());
    await act(id, 'rerun');
    await platform.jobs.until(id, (job) => job.run === 2 && job.status === 'completed');
    expect(service.received.map(({ verb, body }) => `${verb} ${String(body.key)}`)).toEqual([
      'execute one',
      'execute two',
      'revert two',
      'revert one',
      'execute one',
      'execute two',
    ]);
    expect(new Set(service.calls('execute').map(({ requestId }) => requestId)).size).toBe(4);
    expect(nets()).toEqual([1, 1]);
    expect([...service.ledger.doubled]).toEqual([]);
  });

  it('rerun from a step leaves what came before it', async () => {
    const { id } = await platform.jobs.run(two());
    await act(id, 'rerun', { from: 'b' });
    await platform.jobs.until(id, (job) => job.run === 2 && job.status === 'completed');
    expect(service.received.map(({ verb }) => verb)).toEqual(['execute', 'execute', 'revert', 'execute']);
    expect(nets()).toEqual([1, 1]);
  });

  it('rerun works for a job that failed, and was undone', async () => {
    service.script('execute', {}, { status: 400 });
    const { id } = await platform.jobs.run(two());
    await act(id, 'rerun');
    await status(id, 'completed');
    expect(nets()).toEqual([1, 1]);
  });

  it('revert undoes a finished job, and twice is once', async () => {
    const { id } = await platform.jobs.run(two());
    await act(id, 'revert');
    await status(id, 'reverted');
    await act(id, 'revert');
    expect(await platform.jobs.get(id)).toMatchObject({ status: 'reverted', openEffects: [] });
    expect(service.calls('revert')).toHaveLength(2);
    expect(nets()).toEqual([0, 0]);
  });

  it('revert may stop at a step', async () => {
    const { id } = await platform.jobs.run(two());
    await act(id, 'revert', { to: 'b' });
    await status(id, 'reverted');
    expect(nets()).toEqual([1, 0]);
  });

  it('approve lets a step start that waits for it; nothing of it runs before', async () => {
    const [first, second] = two().steps;
    const id = await platform.jobs.submit({ steps: [first, { ...second, approval: { description: 'sure?' } }] });
    const waiting = await platform.jobs.until(id, (job) => job.steps[1]?.status === 'waiting');
    expect(waiting.steps[1]?.waitingFor).toBe('an approval: sure?');
    const waitingFor = { kind: 'approval', step: 'b', description: 'sure?', since: expect.any(String) };
    expect(waiting.waitingFor).toEqual(waitingFor);
    const { body: listed } = await platform.jobs.ask('/jobs?waitingFor=approval');
    expect(listed).toMatchObject([{ id, waitingFor }]);
    expect(service.received).toHaveLength(1);
    await act(id, 'approve', { by: 'boss' });
    await status(id, 'completed');
    expect((await platform.jobs.ask('/jobs?waitingFor=approval')).body).toEqual([]);
    const { body: events } = await platform.jobs.ask(`/jobs/${id}/events`);
    expect(events).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'step-started', step: 'b', first: 'approval', approval: 'sure?' }),
        expect.objectContaining({ type: 'step-approved', step: 'b', approval: 'sure?', by: 'boss' }),
      ]),
    );
  });

  describe('an approval that names its step', () => {
    const gate = (name: string, description: string) => ({ name, approval: { description }, tasks: [task(name)] });
    const gated = async () => {
      const id = await platform.jobs.submit({ steps: [gate('one', 'ship it?'), gate('two', 'bill it?')] });
      await waits(id, 'one');
      return id;
    };
    const waits = (id: string, step: string) => platform.jobs.until(id, (job) => job.waitingFor?.step === step);

    it('releases that step, and never the next one, however late it comes and however many there are', async () => {
      const id = await gated();
      const responses = await Promise.all([1, 2, 3].map(() => platform.jobs.act(id, 'approve', { step: 'one' })));
      expect(responses.map((response) => response.status).sort()).toEqual([202, 409, 409]);
      await waits(id, 'two');
      expect(await refused(id, 'approve', { step: 'one' })).toMatch(
        /step "one": it was approved already at .*; step "two" waits for an approval \(bill it\?\)$/,
      );
      expect(await refused(id, 'reject', { step: 'one' })).toContain('it was approved already');
      expect(await refused(id, 'approve', { step: 'three' })).toContain('the job has no such step');
      expect(service.received).toHaveLength(1);
      await act(id, 'approve', { step: 'two' });
      await status(id, 'completed');
    });

    it('may be sent again with its Idempotency-Key, which then changes nothing', async () => {
      const id = await gated();
      const approve = (step: string, key: string) =>
        platform.jobs.post(`/jobs/${id}/approve`, { step }, { 'idempotency-key': key });
      expect((await approve('one', 'k1')).status).toBe(202);
      await waits(id, 'two');
      expect((await approve('one', 'k1')).status).toBe(202);
      expect(await approve('two', 'k1')).toMatchObject({ status: 409, body: { code: 'conflict' } });
      expect((await platform.jobs.get(id)).waitingFor?.step).toBe('two');
      expect((await platform.jobs.act(id, 'reject', { step: 'two' })).status).toBe(202);
      await status(id, 'cancelled');
    });
  });

  it('reject cancels and undoes the job that waits for approval', async () => {
    const [first, second] = two().steps;
    const id = await platform.jobs.submit({ steps: [first, { ...second, approval: true }] });
    await platform.jobs.until(id, (job) => job.steps[1]?.status === 'waiting');
    await act(id, 'reject', { reason: 'too dear' });
    expect(await status(id, 'cancelled')).toMatchObject({ cancelReason: 'too dear' });
    expect(nets()).toEqual([0, 0]);
    expect(await refused(id, 'reject')).toContain('it is cancelled');
  });

  it('an approval that is not given in time counts as refused', async () => {
    const [first, second] = two().steps;
    const id = await platform.jobs.submit({ steps: [first, { ...second, approval: { timeoutMs: 50 } }] });
    expect(await status(id, 'cancelled')).toMatchObject({ cancelReason: expect.stringContaining('50 ms') });
    expect(nets()).toEqual([0, 0]);
  });

  it.each([
    ['cancel', 'completed'],
    ['kill', 'completed'],
    ['pause', 'completed'],
    ['continue', 'completed'],
    ['approve', 'completed'],
    ['reject', 'completed'],
  ])('%s makes no sense for a job that has ended, and is told why', async (action, ended) => {
    const { id, status } = await platform.jobs.run(two());
    expect(status).toBe(ended);
    expect(await refused(id, action)).toMatch(/completed|approval/);
    expect((await platform.jobs.get(id)).status).toBe(ended);
  });

  it.each(['rerun', 'revert', 'approve', 'reject'])(
    '%s makes no sense for a job that runs, and is told why',
    async (action) => {
      const { id, release } = await inTheMiddle();
      expect(await refused(id, action)).toMatch(/running|approval/);
      release();
      expect((await platform.jobs.ended(id)).status).toBe('completed');
    },
  );

  it.each(['revert', 'cancel', 'continue', 'pause'])(
    '%s makes no sense for a job that failed and was undone',
    async (action) => {
      service.script('execute', { status: 400 });
      const { id } = await platform.jobs.run(two());
      expect(await refused(id, action)).toContain('failed');
    },
  );

  it('a step that is not there is named in the refusal of rerun and revert', async () => {
    const { id } = await platform.jobs.run(two());
    expect(await refused(id, 'rerun', { from: 'nowhere' })).toContain('nowhere');
    expect(await refused(id, 'revert', { to: 'nowhere' })).toContain('nowhere');
  });

  it('an action needs no body', async () => {
    const { id } = await platform.jobs.run(two());
    expect((await platform.jobs.ask(`/jobs/${id}/revert`, { method: 'POST' })).status).toBe(202);
    await status(id, 'reverted');
  });

  it('who asked, and why, is in the history', async () => {
    const { id } = await platform.jobs.run(two());
    await act(id, 'revert', { by: 'ops', reason: 'the customer called' });
    await status(id, 'reverted');
    const { body } = await platform.jobs.ask<unknown[]>(`/jobs/${id}/events`);
    expect(body).toContainEqual(expect.objectContaining({ by: 'ops', reason: 'the customer called' }));
  });
});
