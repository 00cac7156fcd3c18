import { tasksOf } from '../support/job-control';
import type { Behaviour, ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

const quick = { retry: { maxAttempts: 2 }, undoRetry: { maxAttempts: 2 }, timeoutMs: 400 };

describe('undoing', () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start({}, ['discovery', 'job-control'])));
  afterAll(() => platform.stop());

  /** The first task works, and the second makes it undone. */
  const undone = async (service: ModelService, more: object = {}) => {
    const failing = await platform.service();
    failing.script('execute', { status: 400 });
    const first = { name: 'first', tag: service.tag, input: { key: 'k' }, ...quick, ...more };
    return platform.jobs.run({ steps: [{ name: 'a', tasks: [first] }, { tasks: [{ tag: failing.tag }] }] });
  };

  it.each([
    ['404', 404, 1],
    ['410', 410, 1],
    ['405: not offered', 405, 1],
    ['501: not offered', 501, 1],
    ['409', 409, 1],
  ])(
    'a revert of a confirmed execute with response %s is an open effect, and is not tried again',
    async (_, status, sends) => {
      const service = await platform.service({ dialect: 'links' });
      service.script('revert', { status, effect: false });
      const job = await undone(service);
      expect(job.status).toBe('needs-attention');
      expect(job.openEffects).toMatchObject([
        { task: 'a/first', service: service.name, requestId: service.received[0]?.requestId },
      ]);
      expect(service.calls('revert')).toHaveLength(sends);
    },
  );

  it('404 to a revert after a revert without response acknowledges', async () => {
    const service = await platform.service({ dialect: 'links' });
    service.script('revert', { reset: true });
    const job = await undone(service);
    expect(job).toMatchObject({ status: 'failed', openEffects: [] });
    expect([service.calls('revert').length, service.ledger.net('k')]).toEqual([2, 0]);
  });

  it('a revert has a retry budget of its own; when it is spent the job needs attention, and continue tries again', async () => {
    const service = await platform.service();
    service.script('revert', ...Array<Behaviour>(3).fill({ status: 500, effect: false }));
    const { id, status } = await undone(service, { undoRetry: { maxAttempts: 3 } });
    expect([status, service.calls('revert').length]).toEqual(['needs-attention', 3]);
    expect((await platform.jobs.act(id, 'continue')).status).toBe(202);
    expect(await platform.jobs.until(id, (job) => job.status === 'failed')).toMatchObject({ openEffects: [] });
    expect(service.ledger.net('k')).toBe(0);
  });

  it('an open effect is written off with a reason, and only what is open', async () => {
    const service = await platform.service();
    service.script('revert', { status: 400 });
    const { id } = await undone(service);
    expect((await platform.jobs.act(id, 'continue', { skip: ['a/first'] })).status).toBe(400);
    expect((await platform.jobs.act(id, 'continue', { skip: ['a/none'], reason: 'x' })).status).toBe(409);
    await platform.jobs.act(id, 'continue', { skip: ['a/first'], reason: 'paid in cash' });
    const job = await platform.jobs.until(id, ({ status }) => status === 'failed');
    expect(tasksOf(job)['a/first']?.undo).toMatchObject({ state: 'written-off', reason: 'paid in cash' });
  });

  it('one revert that fails does not stop the others of its step, and later steps are undone first', async () => {
    const service = await platform.service();
    service.behave = ({ verb, body }) => (verb === 'revert' && body.key === 'a1' ? { status: 400 } : undefined);
    const task = (key: string) => ({ tag: service.tag, input: { key } });
    const failing = await platform.service();
    failing.script('execute', { status: 400 });
    const job = await platform.jobs.run({
      steps: [
        { tasks: [task('a1'), task('a2')] },
        { mode: 'sequential', tasks: [task('b1'), task('b2')] },
        { tasks: [{ tag: failing.tag }] },
      ],
    });
    expect(job.status).toBe('needs-attention');
    const reverted = service.calls('revert').map(({ body }) => body.key);
    expect(reverted.slice(0, 2)).toEqual(['b2', 'b1']);
    expect(new Set(reverted.slice(2))).toEqual(new Set(['a1', 'a2']));
    expect(job.openEffects.map(({ task }) => task)).toEqual(['step-1/task-1']);
  });

  it('safe commands are not called for undo; the record says so', async () => {
    const service = await platform.service();
    const job = await undone(service, { input: { command: 'read', resource: 'x', id: 'k' } });
    expect(job.status).toBe('failed');
    expect(tasksOf(job)['a/first']?.undo).toMatchObject({
      state: 'not-needed',
      reason: expect.stringContaining('safe'),
    });
    expect(service.calls('revert')).toEqual([]);
  });

  it('an instance that is gone is reverted at another of the same name, never at one that merely shares the tag', async () => {
    const first = await platform.service();
    const stranger = await platform.service({ tag: first.tag });
    const failing = await platform.service();
    const release = failing.hold('execute', { status: 400 });
    const steps = [
      { tasks: [{ tag: first.tag, serviceName: first.name, input: { key: 'k' } }] },
      { tasks: [{ tag: failing.tag }] },
    ];
    const id = await platform.jobs.submit({ steps });
    await platform.jobs.until(id, () => failing.received.length === 1);
    const heir = await platform.service({ name: first.name, ledger: first.ledger });
    await first.stop();
    await platform.unregister(first);
    release();
    expect((await platform.jobs.ended(id)).status).toBe('failed');
    expect([heir.calls('revert').length, stranger.received.length, first.ledger.net('k')]).toEqual([1, 0, 0]);
  });
});
