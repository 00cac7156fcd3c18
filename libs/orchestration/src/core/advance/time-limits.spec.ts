import { createTask, jobOf, NOT_SENT, TestJob, NO_RESPONSE } from '../testing/test-job';

describe('taskMaxTTL', () => {
  const limited = () => TestJob.of(jobOf([{ ...createTask, taskMaxTTL: 2 }]));

  it('fails a task that is not done in time', () => {
    expect(limited().wait(2000).state).toMatchObject({ status: 'failed', failure: { code: 'task-expired' } });
    expect(limited().call(NOT_SENT).wait(2000).state.status).toBe('failed');
  });

  it.each([
    ['responded', 201],
    ['given up by its own time limit', NO_RESPONSE],
  ])('lets a call in flight be %s before it undoes it: a revert must not overtake it', (_, response) => {
    const job = limited().bind().wait(2000);
    expect(job.state).toMatchObject({ status: 'reverting', failure: { code: 'task-expired' } });
    expect(job.effects).toMatchObject([{ kind: 'call', undo: false }]);
    expect(job.respond(response).pending('bind')).toMatchObject([{ undo: true }]);
    expect(job.call().state.status).toBe('failed');
  });

  it('wakes the job at that time, and not before', () => {
    const job = limited();
    expect(job.pending('wake')).toEqual([{ kind: 'wake', at: 3000 }]);
    expect(job.wait(1999).state.status).toBe('running');
  });
});

describe('jobMaxTTL', () => {
  const limited = () => TestJob.of({ ...jobOf([createTask], { approval: true, tasks: [createTask] }), jobMaxTTL: 5 });

  it('cancels a job that is not done in time, whatever it waits for', () => {
    expect(limited().wait(5000).state).toMatchObject({ status: 'cancelled', requests: [{ action: 'expire' }] });
    expect(limited().call(201).wait(5000).call().state.status).toBe('cancelled');
    expect(limited().request('pause').wait(5000).state.status).toBe('cancelled');
  });

  it('counts from the start of the run', () => {
    const job = limited().call(422).wait(10_000).rerun();
    expect(job.state.status).toBe('running');
    expect(job.pending('wake')).toEqual([{ kind: 'wake', at: 16_000 }]);
  });

  it('does not hurry what is being undone', () => {
    expect(limited().call(201).request('cancel').wait(60_000).state.status).toBe('reverting');
  });
});

describe('bindTimeoutMs', () => {
  it('is given to the search for an instance, and no instance by then fails the task', () => {
    const job = TestJob.of(jobOf([{ ...createTask, bindTimeoutMs: 700 }]));
    expect(job.pending('bind')).toMatchObject([{ deadline: 1700, durable: false }]);
    job.send({ type: 'blocked', step: 0, task: 0, unit: 0, undo: false, reason: 'no instance' });
    expect(job.unit().call.waitingFor).toBe('no instance');
    job.send({ type: 'not-bound', step: 0, task: 0, unit: 0, undo: false, message: 'no instance' });
    expect(job.state).toMatchObject({ status: 'failed', failure: { code: 'no-service' } });
  });
});
