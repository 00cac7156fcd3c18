import { aJob, anAttempt, aStep, aTask, TODO_SERVICE } from '../testing/job-examples';
import { jobFacts, newLines } from './job-facts';

const NOTHING = new Map<string, string>();

describe('the facts of a job', () => {
  it('name what has begun, and leave out what has not', () => {
    const job = aJob({
      warnings: ['no instance offers ship now'],
      steps: [
        aStep('reserve', 'running', [
          aTask('reserve/todo', 'succeeded', { service: TODO_SERVICE, durationMs: 12 }),
          aTask('reserve/room', 'running', { attempts: [anAttempt(1)] }),
        ]),
        aStep('ship', 'pending', [aTask('ship/parcel', 'pending')]),
      ],
    });
    expect(newLines(NOTHING, jobFacts(job))).toEqual([
      'job order (j1): running',
      'warning: no instance offers ship now',
      'step reserve: running',
      '  reserve/todo: succeeded on todo-service; 12 ms',
      '  reserve/room: running; attempt 1',
    ]);
  });

  it('are printed once: afterwards only what has changed', () => {
    const task = aTask('reserve/todo', 'succeeded');
    const before = aJob({ steps: [aStep('reserve', 'completed', [task])] });
    const undo = { state: 'acknowledged' as const, attempts: [] };
    const after = aJob({ status: 'reverting', steps: [aStep('reserve', 'completed', [{ ...task, undo }])] });
    expect(newLines(jobFacts(before), jobFacts(after))).toEqual([
      'job order (j1): reverting',
      '  reserve/todo: undone',
    ]);
  });

  it('tell reverts in the order in which they were made, the newest task first', () => {
    const undoneAt = (startedAt: string) => ({
      state: 'acknowledged' as const,
      attempts: [anAttempt(1, { startedAt })],
    });
    const job = aJob({
      completedAt: '2026-01-01T00:00:09Z',
      steps: [
        aStep('fly', 'reverted', [aTask('fly/seat', 'succeeded', { undo: undoneAt('2026-01-01T00:00:08Z') })]),
        aStep('stay', 'reverted', [aTask('stay/room', 'succeeded', { undo: undoneAt('2026-01-01T00:00:07Z') })]),
      ],
    });
    expect(newLines(NOTHING, jobFacts(job)).slice(-2)).toEqual(['  stay/room: undone', '  fly/seat: undone']);
  });

  it('say what a person can do when the job waits for one', () => {
    const step = aStep("pay 'em", 'waiting', [], { waitingFor: 'an approval: sure?' });
    const since = '2026-01-01T00:00:00Z';
    const waitingFor = { kind: 'approval', step: "pay 'em", description: 'sure?', since } as const;
    expect(newLines(NOTHING, jobFacts(aJob({ steps: [step], waitingFor })))).toEqual([
      'job order (j1): running',
      "step pay 'em: waiting; an approval: sure?",
      `step pay 'em waits for an approval (sure?): job-runner approve j1 --step 'pay '\\''em', ` +
        `or job-runner reject j1 --step 'pay '\\''em'`,
    ]);
  });

  it('tell which signal a step waits for, and how to send it', () => {
    const step = aStep('paid', 'waiting', [], { waitingFor: 'the signal "payment"' });
    const since = '2026-01-01T00:00:00Z';
    const waitingFor = {
      kind: 'signal',
      step: 'paid',
      signal: 'payment',
      since,
      until: '2026-01-02T00:00:00Z',
    } as const;
    expect(newLines(NOTHING, jobFacts(aJob({ steps: [step], waitingFor })))).toContain(
      'step paid waits for the signal payment, until 2026-01-02T00:00:00Z: job-runner signal j1 payment',
    );
  });

  it('are every attempt too, when asked for more', () => {
    const attempts = [anAttempt(1, { outcome: 'succeeded', status: 201, durationMs: 8 })];
    const task = aTask('reserve/todo', 'succeeded', { service: TODO_SERVICE, attempts });
    const job = aJob({ completedAt: '2026-01-01T00:00:01Z', steps: [aStep('reserve', 'completed', [task])] });
    expect(newLines(NOTHING, jobFacts(job, true))).toEqual([
      'step reserve: completed',
      '  reserve/todo: succeeded on todo-service (http://127.0.0.1:4600)',
      '    reserve/todo: execute 1: succeeded, 201, 8 ms',
    ]);
  });
});
