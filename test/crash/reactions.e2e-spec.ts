import { onlyTask } from '../support/job-control';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

describe('job-control that is killed while it reacts to a failure', () => {
  let platform: Platform;
  let first: ModelService;
  let second: ModelService;
  beforeAll(async () => (platform = await Platform.start()));
  beforeEach(async () => ([first, second] = await Promise.all([platform.service(), platform.service()])));
  afterAll(() => platform.stop());

  /** The response of the first service is of no use: what it did has to be undone. */
  const useless = { storeResultAt: { targetPath: '/at', sourcePath: 'nowhere' } };
  const withAlternative = (more: object = {}) => ({
    steps: [
      {
        tasks: [
          {
            tag: first.tag,
            input: { key: 'k' },
            ...useless,
            orElse: [{ tag: second.tag, storeResultAt: '/at' }],
            ...more,
          },
        ],
      },
    ],
  });
  const crash = async () => {
    await platform.down('job-control');
    await platform.up('job-control');
  };
  const verbs = () => [first, second].map(({ received }) => received.map(({ verb }) => verb).join(' '));
  const nets = () => [first, second].map(({ ledger }) => ledger.net('k'));

  it.each([
    ['had its effect', true],
    ['had no effect', false],
  ])('repeats the undo that was in flight, whether it %s, and only then calls the alternative', async (_, effect) => {
    first.script('revert', { hang: true, effect });
    const id = await platform.jobs.submit(withAlternative());
    await platform.jobs.until(id, () => first.calls('revert').length === 1);
    await crash();
    const job = await platform.jobs.ended(id);
    expect(job).toMatchObject({ status: 'completed', warnings: [] });
    expect(onlyTask(job)).toMatchObject({
      state: 'succeeded',
      alternative: 1,
      tried: [{ undo: { state: 'acknowledged' } }],
    });
    expect(verbs()).toEqual(['execute revert revert', 'execute']);
    expect(nets()).toEqual([0, 1]);
  });

  it('finds out what the alternative did that was in flight, under its own request id', async () => {
    second.script('execute', { hang: true, effect: true });
    const id = await platform.jobs.submit(withAlternative());
    await platform.jobs.until(id, () => second.received.length === 1);
    await crash();
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    expect(verbs()).toEqual(['execute revert', 'execute repeat']);
    const ids = [first, second].map(({ received }) => new Set(received.map(({ requestId }) => requestId)));
    expect(ids.map(({ size }) => size)).toEqual([1, 1]);
    expect(ids[0]).not.toEqual(ids[1]);
    expect(nets()).toEqual([0, 1]);
  });

  it('cancels what it had begun to undo', async () => {
    first.script('revert', { hang: true, effect: true });
    const id = await platform.jobs.submit(withAlternative());
    await platform.jobs.until(id, () => first.calls('revert').length === 1);
    await platform.jobs.act(id, 'cancel');
    await crash();
    expect((await platform.jobs.ended(id)).status).toBe('cancelled');
    expect(verbs()).toEqual(['execute revert revert', '']);
    expect(nets()).toEqual([0, 0]);
  });

  it('still goes on without a task whose undo was in flight', async () => {
    first.script('revert', { hang: true, effect: false });
    const id = await platform.jobs.submit(withAlternative({ orElse: [], onFailure: 'continue' }));
    await platform.jobs.until(id, () => first.calls('revert').length === 1);
    await crash();
    const job = await platform.jobs.ended(id);
    expect(job).toMatchObject({
      status: 'completed',
      warnings: [expect.stringContaining('failed, and the job went on')],
    });
    expect(onlyTask(job)).toMatchObject({ state: 'failed', tolerated: 'continue' });
    expect(nets()).toEqual([0, 0]);
  });

  it('still waits for a decision, and takes it', async () => {
    first.script('execute', { status: 400 });
    const id = await platform.jobs.submit({
      onFailure: 'pause',
      ...withAlternative({ orElse: [], storeResultAt: '/at' }),
    });
    await platform.jobs.until(id, ({ status }) => status === 'paused');
    await crash();
    expect(await platform.jobs.get(id)).toMatchObject({
      status: 'paused',
      pausedBecause: { step: 'step-1', task: 'step-1/task-1', error: { status: 400 } },
    });
    await platform.jobs.act(id, 'continue');
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    expect(verbs()).toEqual(['execute execute', '']);
    expect(new Set(first.received.map(({ requestId }) => requestId)).size).toBe(1);
  });
});
