import { onlyTask } from '../support/job-control';
import { Platform } from '../support/platform';

describe('while a part of the platform is away', () => {
  let platform: Platform;
  beforeAll(
    async () => (platform = await Platform.start({ JOB_BIND_TIMEOUT_MS: '60000', JOB_STATE_TIMEOUT_MS: '2000' })),
  );
  afterAll(() => platform.stop());

  it('a job that writes state waits for shared-state to come back, and calls no service twice', async () => {
    const service = await platform.service();
    const release = service.hold('execute');
    const steps = [{ tasks: [{ tag: service.tag, input: {}, storeResultAt: '/r' }] }];
    const id = await platform.jobs.submit({ steps });
    await platform.jobs.until(id, () => service.received.length === 1);
    platform.signal('shared-state', 'SIGSTOP');
    release();
    await platform.jobs.until(id, (job) => onlyTask(job).state === 'succeeded');
    expect((await platform.jobs.get(id)).status).toBe('running');
    platform.signal('shared-state', 'SIGCONT');
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    expect(service.received).toHaveLength(1);
  });

  it('a job that never gets its state fails with a clear error, and is undone', async () => {
    const service = await platform.service();
    const release = service.hold('execute');
    const reading = { tag: service.tag, input: { n: { $fromState: '/n' } } };
    const steps = [{ tasks: [{ tag: service.tag, input: { key: 'k' } }] }, { tasks: [reading] }];
    const id = await platform.jobs.submit({ initialState: { n: 1 }, steps });
    await platform.jobs.until(id, () => service.received.length === 1);
    await platform.down('shared-state');
    release();
    const waiting = await platform.jobs.until(id, (job) => job.steps[1]?.waitingFor !== undefined);
    expect(waiting.steps[1]?.waitingFor).toContain('shared-state');
    const job = await platform.jobs.ended(id);
    expect(job).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('shared-state') } });
    expect(service.ledger.net('k')).toBe(0);
  });

  it('jobs go on with the services that are known already when discovery goes', async () => {
    const service = await platform.service();
    await platform.down('discovery');
    const job = await platform.jobs.run({ steps: [{ tasks: [{ tag: service.tag, input: {} }] }] });
    expect(job.status).toBe('completed');
  });

  it('a job waits for discovery and shared-state to come, and goes on', async () => {
    for (const app of ['job-control', 'shared-state', 'discovery'] as const) await platform.down(app);
    await platform.up('job-control');
    const service = await platform.service({ register: false });
    const stateless = await platform.jobs.submit({ steps: [{ tasks: [{ tag: service.tag, input: {} }] }] });
    const waiting = await platform.jobs.until(stateless, (job) => onlyTask(job).state === 'waiting');
    expect(onlyTask(waiting).waitingFor).toContain('discovery');
    await platform.up('discovery');
    await service.register(platform.url('discovery'));
    expect((await platform.jobs.ended(stateless)).status).toBe('completed');
    const up = platform.up('shared-state');
    const input = { n: { $fromState: '/n' } };
    const steps = [{ tasks: [{ tag: service.tag, input, storeResultAt: '/r' }] }];
    const stateful = await platform.jobs.submit({ initialState: { n: 1 }, steps });
    await up;
    expect((await platform.jobs.ended(stateful)).status).toBe('completed');
    expect(service.received.at(-1)?.body.n).toBe(1);
  });
});
