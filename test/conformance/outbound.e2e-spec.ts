import type { AppProcess } from '../e2e/support/app-process';
import { onlyTask } from '../support/job-control';
import { Platform } from '../support/platform';

describe('a service at an address that job-control does not call', () => {
  let platform: Platform;
  let jobControl: AppProcess;
  beforeAll(async () => {
    platform = await Platform.start({}, ['discovery', 'shared-state']);
    jobControl = platform.spawn('job-control', { OUTBOUND_LOOPBACK: 'no' });
    await platform.untilResponding('job-control');
  });
  afterAll(async () => {
    await jobControl.kill('SIGKILL');
    await platform.stop();
  });

  it('is not called: the task was not executed, and what was done before is undone', async () => {
    const service = await platform.service();
    const job = await platform.jobs.run({ steps: [{ tasks: [{ tag: service.tag, input: {} }] }] });
    expect(job).toMatchObject({ status: 'failed', openEffects: [], error: { code: 'address-refused' } });
    expect(onlyTask(job)).toMatchObject({
      effect: 'none',
      attempts: [
        { action: 'execute', outcome: 'not-executed', error: expect.stringContaining('127.0.0.1 is loopback') },
      ],
    });
    expect(service.received).toEqual([]);
  });

  it('may hold no state document, unless it is this platform’s shared-state', async () => {
    const elsewhere = { sharedStateURL: 'http://127.0.0.1:9/state/1', steps: [{ tasks: [] }] };
    const { status, body } = await platform.jobs.post('/jobs', elsewhere);
    expect(status).toBe(422);
    expect(body.errors).toContainEqual({
      pointer: '/sharedStateURL',
      message: expect.stringContaining('127.0.0.1 is loopback'),
    });
    const { body: checked } = await platform.jobs.post<{ errors: object[] }>('/jobs/validate', elsewhere);
    expect(checked.errors).toEqual(body.errors);
    const own = {
      sharedStateURL: `${platform.url('shared-state')}/state/s1`,
      initialState: { a: 1 },
      steps: [{ tasks: [] }],
    };
    expect((await platform.jobs.post<{ errors: object[] }>('/jobs/validate', own)).body.errors).not.toContainEqual(
      expect.objectContaining({ pointer: '/sharedStateURL' }),
    );
  });
});
