import { aJob, anAttempt, aStep, atSecond, aTask, START, TODO_SERVICE } from '../testing/job-examples';
import { fittedTree } from './fit';
import { jobTree } from './job-tree';
import { plain } from './paint';

const options = { now: START + 1_500, paint: plain };

const halfway = aJob({
  steps: [
    aStep(
      'reserve',
      'completed',
      [
        aTask('reserve/todo', 'succeeded', {
          service: TODO_SERVICE,
          startedAt: atSecond(0),
          completedAt: atSecond(12),
        }),
        aTask('reserve/room', 'succeeded', { attempts: [anAttempt(1), anAttempt(2)] }),
      ],
      { startedAt: atSecond(0), completedAt: atSecond(14) },
    ),
    aStep('pay', 'running', [
      aTask('pay/charge', 'waiting', {
        attempts: [anAttempt(1), anAttempt(2)],
        waitingFor: 'the service said 429, again in 2 s',
        startedAt: atSecond(300),
      }),
    ]),
    aStep('ship', 'pending', [aTask('ship/parcels/0', 'pending'), aTask('ship/parcels/1', 'pending')]),
  ],
});

const undone = aJob({
  status: 'needs-attention',
  completedAt: atSecond(900),
  steps: [
    aStep('reserve', 'reverted', [
      aTask('reserve/todo', 'succeeded', { undo: { state: 'acknowledged', attempts: [] } }),
      aTask('reserve/look', 'succeeded', { undo: { state: 'not-needed', reason: 'it only read', attempts: [] } }),
      aTask('reserve/room', 'unknown', { undo: { state: 'open', reason: 'no /revert', attempts: [] } }),
    ]),
    aStep('pay', 'failed', [
      aTask('pay/charge', 'failed', { error: { code: 'refused', message: 'card declined', status: 402 } }),
    ]),
    aStep('ship', 'skipped', [], { skippedBecause: 'not enabled' }),
  ],
});

describe('the tree of a job', () => {
  it('folds the tasks that the view of a large step leaves out', () => {
    const tasksHref = 'http://jobs/jobs/j1/steps/wide/tasks';
    const wide = aStep('wide', 'running', [aTask('wide/item/0', 'running')], { taskCount: 10_000, tasksHref });
    expect(jobTree(aJob({ steps: [wide] }), options)).toContain(`  └ 9999 more: ${tasksHref}`);
  });

  it('shows each step and task, who does it, how long, and what is waited for', () => {
    expect(jobTree(halfway, options)).toEqual([
      '⠴ order  j1  running  1.5 s',
      '├ ✔ reserve  14 ms',
      '│ ├ ✔ todo  todo-service  12 ms',
      '│ └ ✔ room  2 attempts',
      '├ ⠴ pay',
      '│ └ ◷ charge  1.2 s  attempt 2; the service said 429, again in 2 s',
      '└ ○ ship',
      '  ├ ○ parcels/0',
      '  └ ○ parcels/1',
    ]);
  });

  it('shows what was undone, what needed no undo, and what could not be undone', () => {
    expect(jobTree(undone, options)).toEqual([
      '! order  j1  needs-attention  900 ms',
      '├ ↩ reserve',
      '│ ├ ↩ todo  undone',
      '│ ├ ✔ look  nothing to undo: it only read',
      '│ └ ! room  outcome unknown; not undone: no /revert',
      '├ ✖ pay',
      '│ └ ✖ charge  card declined',
      '└ – ship  not enabled',
    ]);
  });

  it('shows every attempt when asked for more', () => {
    const attempts = [
      anAttempt(1, { outcome: 'unknown', durationMs: 30_000, error: 'no response in time' }),
      anAttempt(2, { action: 'repeat', outcome: 'succeeded', status: 201, durationMs: 8 }),
    ];
    const job = aJob({
      steps: [aStep('a', 'completed', [aTask('a/b', 'succeeded', { service: TODO_SERVICE, attempts })])],
    });
    expect(jobTree(job, { ...options, verbose: true }).slice(2)).toEqual([
      '  └ ✔ b  todo-service  2 attempts',
      '        http://127.0.0.1:4600',
      '        execute 1: unknown, 30000 ms, no response in time',
      '        repeat 2: succeeded, 201, 8 ms',
    ]);
  });

  it('fits the screen: finished steps shrink, then only what is active is shown', () => {
    expect(fittedTree(halfway, options, 20)).toHaveLength(9);
    expect(fittedTree(halfway, options, 6).map((line) => line.replace(/ {2}.*/, ''))).toEqual([
      '⠴ order',
      '├ ✔ reserve',
      '├ ⠴ pay',
      '│ └ ◷ charge',
      '└ ○ ship',
    ]);
    expect(fittedTree(halfway, options, 4)).toEqual([
      '⠴ order  j1  running  1.5 s',
      '├ ⠴ pay',
      expect.stringContaining('charge'),
      '… 3 steps in all',
    ]);
  });
});
