import { aJob, aStep, aTask, TODO_SERVICE } from '../testing/job-examples';
import { jobFacts } from './job-facts';

const error = { code: 'refused' as const, message: 'responded with 409', status: 409 };
const linesOf = (job: ReturnType<typeof aJob>) => [...jobFacts(job).values()];

describe('what a person reads about a failure', () => {
  it('is what can be done where the job paused, and every task that failed', () => {
    const failures = ['pay/card', 'pay/points'].map((task) => ({ task, error }));
    const pausedBecause = { step: 'pay', ...failures[0]!, failures, failureCount: 9 };
    expect(linesOf(aJob({ status: 'paused', pausedBecause }))).toEqual([
      'job order (j1): paused',
      'paused: pay/card failed: responded with 409',
      'paused: pay/points failed: responded with 409',
      'paused: and 7 more failed',
      'try again: job-runner continue j1; or go on without it: job-runner continue j1 --skip pay/card --reason "…"; ' +
        'or undo the job: job-runner cancel j1',
    ]);
  });

  it('is which alternative was used, and after what', () => {
    const tried = [{ effect: 'none' as const, attempts: [], service: TODO_SERVICE, error }];
    const task = aTask('pay/card', 'succeeded', { alternative: 1, tried });
    expect(linesOf(aJob({ steps: [aStep('pay', 'completed', [task])] }))).toContain(
      '  pay/card: succeeded; alternative 1, after todo-service failed: responded with 409',
    );
  });

  it.each([
    ['continue', 'the job goes on without it'],
    ['skip', 'skipped by an operator'],
  ] as const)('is why the job went on without a task: %s', (tolerated, words) => {
    const task = aTask('pay/card', 'failed', { tolerated, error });
    expect(linesOf(aJob({ steps: [aStep('pay', 'running', [task])] }))).toContain(
      `  pay/card: failed; ${words}; responded with 409`,
    );
  });
});
