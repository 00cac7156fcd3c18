import { ActionRefused } from '../decide/action-refused';
import { createTask, jobOf, TestJob } from '../testing/test-job';
import { pausedBecause } from '../../view/paused-because';

const PAID = { name: 'paid', waitFor: { signal: 'payment', timeoutSeconds: 5, storeResultAt: '/paid' } };
const OF_PAYMENT = { signal: 'payment', storeResultAt: { targetPath: '/paid', sourcePath: '/amount' } };

const inVain = (step: object = { ...PAID, onFailure: 'pause' }) =>
  TestJob.of(jobOf([createTask], step, [createTask]))
    .call(201)
    .wait(5_000);
const phases = (job: TestJob) => job.state.steps.map(({ phase }) => phase);

describe('a step whose signal did not come in time', () => {
  it('undoes the job where nothing else is said', () => {
    expect(inVain(PAID).state).toMatchObject({ status: 'reverting', failure: { code: 'signal-timeout' } });
  });

  it.each([
    ['the step', inVain()],
    ['the job', TestJob.of({ ...jobOf(PAID), onFailure: 'pause' }).wait(5_000)],
  ])('pauses the job where %s says so, and undoes nothing', (_, { state, effects }) => {
    expect(state).toMatchObject({ status: 'paused', failure: null, undo: null });
    expect(effects).toEqual([]);
    const error = { code: 'signal-timeout', message: 'step "paid": no signal "payment" came within 5 s' };
    const because = { step: 'paid', task: 'paid', error, failures: [{ task: 'paid', error }] };
    expect(pausedBecause(state)).toEqual(because);
  });

  it('waits once more, for the whole time, when an operator continues', () => {
    const job = inVain().wait(60_000).continue();
    expect(job.effects).toEqual([{ kind: 'wake', at: 71_000 }]);
    expect(pausedBecause(job.state)).toBeNull();
    expect(job.wait(4_999).state.status).toBe('running');
    expect(job.wait(1).state.status).toBe('paused');
  });

  it('takes the signal that came meanwhile, once an operator continues', () => {
    const job = inVain().wait(1).signal('payment', { amount: 3 });
    expect(job.state.status).toBe('paused');
    expect(job.continue().readState({}).pending('write-state')).toMatchObject([{ writes: [{ path: '/paid' }] }]);
  });

  it('is left out when an operator skips it, and the job says so', () => {
    const job = inVain().continue('paid');
    expect(phases(job)).toEqual(['completed', 'skipped', 'running']);
    expect(job.state.warnings).toEqual([
      'step "paid" failed, and an operator let the job go on: step "paid": no signal "payment" came within 5 s',
    ]);
    expect(job.call(201).state.status).toBe('completed');
  });

  it('is all that can be skipped', () => {
    const job = inVain();
    expect(() => job.continue('step-1/task-1')).toThrow(ActionRefused);
    expect(() => inVain(PAID).continue('paid')).toThrow(ActionRefused);
  });

  it('undoes the job when an operator cancels it', () => {
    const job = inVain().request('cancel');
    expect(job.pending('bind')).toMatchObject([{ undo: true, unit: { step: 0 } }]);
    expect(job.call().state.status).toBe('cancelled');
  });

  it('pauses again after a kill, when the job is continued', () => {
    expect(inVain().request('kill').continue().state.status).toBe('paused');
  });
});

it('a signal without what the step stores pauses the job as well, and another may come', () => {
  const job = TestJob.of(jobOf({ name: 'paid', onFailure: 'pause', waitFor: OF_PAYMENT })).signal('payment', {});
  expect(pausedBecause(job.state)).toMatchObject({ error: { code: 'source-path-missing' } });
  job.continue().signal('payment', { amount: 3 });
  expect(job.readState({}).pending('write-state')).toMatchObject([{ writes: [{ value: 3 }] }]);
});
