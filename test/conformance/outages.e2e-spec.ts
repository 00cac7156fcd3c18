import { onlyTask } from '../support/job-control';
import { Platform } from '../support/platform';

const PATIENT = { JOB_BIND_TIMEOUT_MS: '60000', JOB_STATE_TIMEOUT_MS: '60000' };

describe('while a part of the platform is away', () => {
  let platform: Platform;
  afterEach(() => platform.stop());

  it('a job waits for discovery to come, and goes on', async () => {
    platform = await Platform.start(PATIENT, ['job-control']);
    const service = await platform.service({ register: false });
    const id = await platform.jobs.submit({ steps: [{ tasks: [{ tag: service.tag, input: {} }] }] });
    const waiting = await platform.jobs.until(id, (job) => onlyTask(job).state === 'waiting');
    expect(onlyTask(waiting).waitingFor).toContain('discovery');
    await platform.up('discovery');
    await service.register(platform.url('discovery'));
    expect((await platform.jobs.ended(id)).status).toBe('completed');
  });

  it('jobs go on with the services that are known already when discovery goes', async () => {
    platform = await Platform.start(PATIENT, ['discovery', 'job-control']);
    const service = await platform.service();
    await platform.down('discovery');
    expect((await platform.jobs.run({ steps: [{ tasks: [{ tag: service.tag, input: {} }] }] })).status).toBe(
      'completed',
    );
  });

  it('a job that reads state waits for shared-state to come, and goes on', async () => {
    platform = await Platform.start(PATIENT, ['discovery', 'job-control']);
    const service = await platform.service();
    const id = await platform.jobs.submit({
      initialState: { n: 1 },
      steps: [{ tasks: [{ tag: service.tag, input: { n: { $fromState: '/n' } }, storeResultAt: '/r' }] }],
    });
    expect(service.received).toEqual([]);
    await platform.up('shared-state');
    expect((await platform.jobs.ended(id, 20_000)).status).toBe('completed');
    expect(service.received[0]?.body.n).toBe(1);
  });

  it('a job that writes state waits for shared-state to come back, and calls nobody twice', async () => {
    platform = await Platform.start(PATIENT);
    const service = await platform.service();
    const release = service.hold('execute');
    const id = await platform.jobs.submit({
      steps: [{ tasks: [{ tag: service.tag, input: {}, storeResultAt: '/r' }] }],
    });
    await platform.jobs.until(id, () => service.received.length === 1);
    await platform.down('shared-state');
    release();
    const waiting = await platform.jobs.until(id, ({ steps }) => steps[0]?.waitingFor !== undefined);
    expect(waiting.steps[0]?.waitingFor).toContain('shared-state');
    await platform.up('shared-state');
    expect((await platform.jobs.ended(id, 20_000)).status).toBe('completed');
    expect(service.received).toHaveLength(1);
  });

  it('a job that never gets its state fails with a clear error, and is undone', async () => {
    platform = await Platform.start({ JOB_STATE_TIMEOUT_MS: '300' });
    const service = await platform.service();
    const release = service.hold('execute');
    const steps = [
      { tasks: [{ tag: service.tag, input: { key: 'k' } }] },
      { tasks: [{ tag: service.tag, input: { n: { $fromState: '/n' } } }] },
    ];
    const id = await platform.jobs.submit({ initialState: { n: 1 }, steps });
    await platform.jobs.until(id, () => service.received.length === 1);
    await platform.down('shared-state');
    release();
    const job = await platform.jobs.ended(id);
    expect(job).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('shared-state') } });
    expect(service.ledger.net('k')).toBe(0);
  });
});
