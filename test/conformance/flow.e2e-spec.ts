import { ask } from '../support/http';
import { onlyTask, tasksOf } from '../support/job-control';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

describe('how a job flows', () => {
  let platform: Platform;
  let service: ModelService;
  beforeAll(async () => (platform = await Platform.start()));
  beforeEach(async () => (service = await platform.service()));
  afterAll(() => platform.stop());

  const STATE = { n: 5, s: 'new', list: [1, 2, 3], empty: [], nothing: null };
  const run = (task: object, job: object = {}) =>
    platform.jobs.run({
      initialState: STATE,
      ...job,
      steps: [{ tasks: [{ tag: service.tag, input: { key: 'k' }, ...task }] }],
    });

  it.each<[object, boolean]>([
    [{ exists: '/n' }, true],
    [{ exists: '/none' }, false],
    [{ exists: '/nothing' }, true],
    [{ equals: ['/s', 'new'] }, true],
    [{ equals: ['/n', '5'] }, false],
    [{ equals: ['/list', [1, 2, 3]] }, true],
    [{ in: ['/s', ['old', 'new']] }, true],
    [{ gt: ['/n', 4] }, true],
    [{ gt: ['/n', 5] }, false],
    [{ gte: ['/n', 5] }, true],
    [{ lt: ['/n', 5] }, false],
    [{ lte: ['/n', 5] }, true],
    [{ gt: ['/none', 0] }, false],
    [{ not: { exists: '/n' } }, false],
    [{ all: [{ exists: '/n' }, { exists: '/s' }] }, true],
    [{ any: [{ exists: '/none' }, { exists: '/s' }] }, true],
    [{ any: [] }, false],
  ])('when %j on a task: %s', async (when, holds) => {
    const job = await run({ when });
    expect(job.status).toBe('completed');
    expect(onlyTask(job).state).toBe(holds ? 'succeeded' : 'skipped');
    expect(service.received).toHaveLength(holds ? 1 : 0);
  });

  it.each([
    [{ exists: '/n' }, 1],
    [{ exists: '/none' }, 0],
  ])('when %j on a step runs it %s times', async (when, times) => {
    const job = await platform.jobs.run({ initialState: STATE, steps: [{ when, tasks: [{ tag: service.tag }] }] });
    expect(job.status).toBe('completed');
    expect(service.received).toHaveLength(times);
    if (times === 0) expect(job.steps[0]).toMatchObject({ status: 'skipped', skippedBecause: expect.any(String) });
  });

  it('forEach calls once per item, each with an id of its own, and stores the responses in order', async () => {
    service.behave = ({ body }) => ({ body: { of: body.item, at: body.index } });
    const input = { item: { $fromItem: '' }, index: { $index: true } };
    const job = await run({
      name: 't',
      forEach: { $fromState: '/list' },
      input,
      storeResultAt: { targetPath: '/r', sourcePath: 'of' },
    });
    expect(job.status).toBe('completed');
    expect(Object.keys(tasksOf(job))).toEqual(['step-1/t/0', 'step-1/t/1', 'step-1/t/2']);
    expect(new Set(service.received.map(({ requestId }) => requestId)).size).toBe(3);
    const { body: state } = await ask<unknown>(job.sharedStateURL ?? '');
    expect(state).toMatchObject({ r: [1, 2, 3] });
  });

  it('forEach over nothing calls no service', async () => {
    expect((await run({ forEach: { $fromState: '/empty' } })).status).toBe('completed');
    expect(service.received).toEqual([]);
  });

  it('forEach over what is no list fails the job, and no service is called', async () => {
    const job = await run({ forEach: { $fromState: '/n' } });
    expect(job).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('/n') } });
    expect(service.received).toEqual([]);
  });

  it('forEach keeps no more than maxParallel calls in flight', async () => {
    const holds = [1, 2, 3].map(() => service.hold('execute'));
    const id = await platform.jobs.submit({
      initialState: STATE,
      steps: [{ tasks: [{ tag: service.tag, forEach: { $fromState: '/list' }, maxParallel: 2 }] }],
    });
    await platform.jobs.until(id, () => service.received.length === 2);
    const { steps } = await platform.jobs.get(id);
    expect(steps[0]?.tasks[2]?.attempts).toEqual([]);
    for (const release of holds) release();
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    expect(service.received).toHaveLength(3);
  });

  it('a failing item undoes the others', async () => {
    service.behave = ({ verb, body }) => (verb === 'execute' && body.key === 3 ? { status: 400 } : undefined);
    const job = await run({ forEach: { $fromState: '/list' }, input: { key: { $fromItem: '' } } });
    expect(job.status).toBe('failed');
    expect([1, 2, 3].map((key) => service.ledger.net(String(key)))).toEqual([0, 0, 0]);
  });

  it.each([
    ['the job', { retry: { maxAttempts: 2 } }, {}, {}, 2],
    ['the step', { retry: { maxAttempts: 9 } }, { retry: { maxAttempts: 2 } }, {}, 2],
    ['the task', { retry: { maxAttempts: 9 } }, { retry: { maxAttempts: 9 } }, { retry: { maxAttempts: 1 } }, 1],
  ])('a policy of %s counts where nothing nearer says otherwise', async (_, job, step, task, attempts) => {
    service.behave = ({ verb }) => (verb === 'revert' ? undefined : { status: 503, effect: false });
    const { status, steps } = await platform.jobs.run({
      ...job,
      steps: [{ ...step, tasks: [{ tag: service.tag, ...task }] }],
    });
    expect([status, steps[0]?.tasks[0]?.attempts.length]).toEqual(['failed', attempts]);
  });

  it('a policy fills in what it leaves out from the one above it', async () => {
    service.behave = ({ verb }) => (verb === 'revert' ? undefined : { status: 503, effect: false });
    const job = await run(
      { retry: { initialIntervalMs: 1 } },
      { retry: { maxAttempts: 2, initialIntervalMs: 60_000 } },
    );
    expect(onlyTask(job).attempts).toHaveLength(2);
  });

  it('a task that is not done within taskMaxTTL has failed, and is undone', async () => {
    service.behave = ({ verb }) =>
      verb === 'revert' ? undefined : { status: 202, headers: { 'retry-after': '0' }, effect: true };
    const job = await run({ taskMaxTTL: 0.3 });
    expect(job).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('taskMaxTTL') } });
    expect(service.ledger.net('k')).toBe(0);
  });

  it('a job that is not done within jobMaxTTL is cancelled and undone, and says why', async () => {
    const id = await platform.jobs.submit({
      jobMaxTTL: 0.5,
      steps: [
        { tasks: [{ tag: service.tag, input: { key: 'k' } }] },
        { tasks: [{ tag: 'not-offered', bindTimeoutMs: 60_000 }] },
      ],
    });
    const job = await platform.jobs.ended(id);
    expect(job).toMatchObject({ status: 'cancelled', cancelReason: expect.stringContaining('jobMaxTTL') });
    expect([service.calls('execute').length, service.ledger.net('k')]).toEqual([1, 0]);
  });

  it('timeoutMs counts for each attempt', async () => {
    service.script('execute', { hang: true, effect: true });
    const job = await run({ timeoutMs: 100 });
    expect(job.status).toBe('completed');
    expect(onlyTask(job).attempts[0]).toMatchObject({ outcome: 'unknown', error: expect.stringContaining('100 ms') });
  });
});
