import { createTask, jobOf, LEDGER, responded, TestJob } from '../core/testing/test-job';
import { toEventView } from './event-view';
import { toJobView } from './job-view';

const seen = (job: TestJob) => toJobView(job.state, 'http://jobs');
const stored = { storeResultAt: { targetPath: '/at', sourcePath: 'id' } };
const room = { name: 'room', ...createTask, ...stored, orElse: [{ tag: 'other', storeResultAt: '/at' }] };

describe('the view of a task that failed', () => {
  it('shows that it is undone, then its alternative, and what was tried before', () => {
    const job = TestJob.of(jobOf([room]))
      .bind(LEDGER)
      .respond(200);
    expect(seen(job).steps[0]).toMatchObject({
      status: 'running',
      tasks: [{ state: 'failed', undo: { state: 'pending' } }],
    });
    job.call(200).bind({ name: 'other' });
    const [task] = seen(job).steps[0]!.tasks;
    expect(task).toMatchObject({
      state: 'running',
      alternative: 1,
      service: { name: 'other' },
      tried: [
        {
          effect: 'done',
          service: { name: 'todo-service' },
          error: { code: 'source-path-missing' },
          undo: { state: 'acknowledged' },
        },
      ],
    });
    expect(task!.requestId).not.toBe(task!.tried?.[0]?.requestId);
  });

  it('tells in the history which way was taken, and why', () => {
    const job = TestJob.of(jobOf([room]))
      .call(422)
      .call(200);
    const told = job.events.map((event) => toEventView(event, job.state.plan));
    expect(told.find(({ type }) => type === 'unit-alternative-started')).toMatchObject({
      task: 'step-1/room',
      alternative: 1,
      because: 'responded with 422',
    });
  });

  it('shows why the job is paused, with every task that failed, and nothing of it once it goes on', () => {
    const tasks = ['a', 'b'].map((name) => ({ ...createTask, name }));
    const job = TestJob.of({ onFailure: 'pause', ...jobOf(tasks) })
      .bind()
      .respond(responded(422, { detail: 'no' }));
    const error = { code: 'refused', status: 422, message: expect.stringContaining('no') as string };
    expect(seen(job)).toMatchObject({
      status: 'paused',
      pausedBecause: {
        step: 'step-1',
        task: 'step-1/a',
        error,
        failures: [{ task: 'step-1/a' }, { task: 'step-1/b' }],
      },
      steps: [{ status: 'failed' }],
    });
    expect(seen(job.continue('step-1/a'))).not.toHaveProperty('pausedBecause');
    expect(seen(job).steps[0]?.tasks).toMatchObject([{ state: 'failed', tolerated: 'skip' }, { state: 'running' }]);
  });

  it('shows no failure that has an operator wait, where one paused the job', () => {
    const job = TestJob.of(jobOf([createTask])).request('pause');
    expect(seen(job)).not.toHaveProperty('pausedBecause');
  });

  it('bounds the list of failures', () => {
    const tasks = Array.from({ length: 150 }, (_, n) => ({ ...createTask, name: `t${n}` }));
    const job = TestJob.of({ onFailure: 'pause', ...jobOf(tasks) })
      .bind()
      .respond(422);
    const { failures, failureCount } = seen(job).pausedBecause!;
    expect([failures.length, failureCount]).toEqual([100, 150]);
  });
});
