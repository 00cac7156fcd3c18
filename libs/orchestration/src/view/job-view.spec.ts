import { responded, createTask, jobOf, LEDGER, listTask, TestJob } from '../core/testing/test-job';
import { toJobView } from './job-view';

const seen = (job: TestJob) => toJobView(job.state, 'http://jobs');
const waitingForApproval = () => TestJob.of(jobOf([createTask], { approval: true, tasks: [listTask] })).call(201);

describe('what a job waits for', () => {
  it('is the approval, with what is asked and until when', () => {
    const step = { name: 'pay', approval: { description: 'sure?', timeoutMs: 500 }, tasks: [listTask] };
    const waits = { kind: 'approval', step: 'pay', description: 'sure?' };
    const { waitingFor, steps } = seen(TestJob.of(jobOf(step)));
    expect(waitingFor).toEqual({ ...waits, since: '1970-01-01T00:00:01.000Z', until: '1970-01-01T00:00:01.500Z' });
    expect(steps[0]?.waitingFor).toBe('an approval: sure?');
  });

  it('is the service that is missing, or the next attempt, while nothing else moves', () => {
    const job = TestJob.of(jobOf([createTask, listTask]));
    const [first, second] = job.pending('bind').map(({ unit }) => unit);
    job.send({ type: 'blocked', ...first!, undo: false, reason: 'no service offers it' });
    expect(seen(job)).not.toHaveProperty('waitingFor');
    job.send({ type: 'blocked', ...second!, undo: false, reason: 'no service offers that' });
    expect(seen(job).waitingFor).toEqual({
      kind: 'service',
      step: 'step-1',
      description: 'no service offers it',
      since: '1970-01-01T00:00:01.000Z',
    });
    expect(seen(TestJob.of(jobOf([createTask])).call(429)).waitingFor).toMatchObject({
      kind: 'retry',
      until: expect.any(String),
    });
  });

  it('is nothing once it has ended', () => {
    expect(seen(waitingForApproval().request('kill'))).not.toHaveProperty('waitingFor');
  });
});

describe('what clients see of a job', () => {
  it('waits for an approval as long as it can be given', () => {
    expect(seen(waitingForApproval()).steps[1]).toMatchObject({ status: 'waiting', waitingFor: 'an approval' });
  });

  it('does not wait any more once it is refused: that step has stopped, the one before it is reverted', () => {
    const { status, steps } = seen(waitingForApproval().request('reject').call());
    expect(status).toBe('cancelled');
    expect(steps.map((step) => step.status)).toEqual(['reverted', 'stopped']);
    expect(steps[1]).not.toHaveProperty('waitingFor');
  });

  it('waits for no service once it is killed', () => {
    const job = TestJob.of(jobOf([createTask]));
    for (const { unit } of job.pending('bind')) {
      job.send({ type: 'blocked', ...unit, undo: false, reason: 'no service offers it' });
    }
    expect(seen(job).steps[0]?.tasks[0]).toMatchObject({ state: 'waiting' });
    const killed = seen(job.request('kill')).steps[0];
    expect(killed).toMatchObject({ status: 'stopped', tasks: [{ state: 'stopped', effect: 'none' }] });
    expect(killed?.tasks[0]).not.toHaveProperty('waitingFor');
  });

  it('knows nothing of a call that was in flight when it was killed', () => {
    const [step] = seen(
      TestJob.of(jobOf([createTask]))
        .bind()
        .request('kill'),
    ).steps;
    expect(step).toMatchObject({ status: 'stopped', tasks: [{ state: 'unknown', effect: 'unknown' }] });
  });

  it('says of what was believed why, and how an unknown outcome was settled', () => {
    const because = (job: TestJob) => seen(job).steps[0]?.tasks[0]?.effectBecause;
    const boom = responded(500, { error: 'boom' });
    const plain = { tag: 'todo', input: { text: 'x' } };
    expect(because(TestJob.of(jobOf([createTask])))).toBeUndefined();
    expect(because(TestJob.of(jobOf([createTask])).call(201))).toBe('done: responded with 201');
    expect(because(TestJob.of(jobOf([createTask])).call(422))).toBe('not executed: responded with 422');
    expect(because(TestJob.of(jobOf([plain])).call(boom))).toBe(
      'outcome unknown: responded with 500: boom; cannot be settled: ' +
        'todo-service keeps no request ids, so its repeat might return the result of another call',
    );
    const settled = TestJob.of(jobOf([createTask]))
      .bind(LEDGER)
      .respond(boom);
    expect(because(settled)).toContain('to be settled by repeat (todo-service keeps request ids)');
    expect(because(settled.wait(20_000).call(200))).toBe('done: responded with 200, after responded with 500: boom');
  });

  it('calls nothing reverted of which the service says that there was nothing to undo', () => {
    const job = TestJob.of(jobOf([{ tag: 'todo', input: { text: 'x' } }]))
      .call(200)
      .revert()
      .call(responded(200, { status: 'noop' }));
    const reason = 'nothing to undo, says todo-service';
    expect(seen(job)).toMatchObject({
      status: 'reverted',
      nothingToUndo: [{ task: 'step-1/task-1', service: 'todo-service', reason }],
      steps: [{ status: 'nothing-to-undo', tasks: [{ undo: { state: 'noop', reason } }] }],
    });
  });

  it('calls no step reverted of which something is still there', () => {
    const job = TestJob.of(jobOf([createTask], [createTask]))
      .call(201)
      .call(201)
      .revert()
      .call(405)
      .call(200);
    expect(seen(job)).toMatchObject({
      status: 'needs-attention',
      steps: [{ status: 'reverted' }, { status: 'needs-attention' }],
    });
  });

  describe('stored', () => {
    const appending = { ...createTask, storeResultAt: '/log/-' };
    const written = () =>
      TestJob.of(jobOf([createTask, appending, appending]))
        .call(201)
        .readState({ log: ['theirs'] })
        .writeState();
    const outcomes = (job: TestJob) => seen(job).steps[0]?.tasks.map(({ stateWrites }) => stateWrites);

    it('is named by its place in the array, each with the task that appended it', () => {
      expect(outcomes(written())).toEqual([
        undefined,
        [{ pointer: '/log/1', outcome: 'written' }],
        [{ pointer: '/log/2', outcome: 'written' }],
      ]);
    });

    it('is said to be taken back, or not', () => {
      const job = written()
        .revert()
        .readState({ log: [{}] })
        .takeBackState();
      expect(outcomes(job)).toEqual([
        undefined,
        [{ pointer: '/log/1', outcome: 'changed-since' }],
        [{ pointer: '/log/2', outcome: 'taken-back' }],
      ]);
      expect(seen(job.call()).warnings).toEqual([expect.stringContaining('"/log/1"')]);
    });

    it('and impossible to take back, keeps its step from being called reverted', () => {
      const job = written().revert();
      job.send({ type: 'state-not-taken-back', step: 0, message: 'gone' });
      expect(seen(job.call()).steps[0]).toMatchObject({ status: 'needs-attention' });
    });
  });
});
