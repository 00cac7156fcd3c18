import { setTimeout as delay } from 'node:timers/promises';
import { POLICY_DEFAULTS } from '../core/plan/defaults';
import type { RecordedEvent } from '../core/model/events';
import type { Appended, Journal, JournalEntry } from '../ports/journal.port';
import type { Command } from '../core/model/commands';
import { loneRuntime } from '../testing/lone-runtime';
import type { Orchestrator } from './orchestrator';

const SUBMIT = {
  type: 'submit',
  jobId: 'job',
  document: { steps: [{ approval: true, tasks: [{ tag: 'todo', input: {} }] }] },
  defaults: { ...POLICY_DEFAULTS, timeoutMs: 1000, bindTimeoutMs: 1000, stateTimeoutMs: 1000 },
  lenient: false,
  warnings: [],
  stateDoc: null,
} as const;
const PAUSE = { type: 'pause', by: 'an operator', reason: null } as const;

const KILL = { ...PAUSE, type: 'kill' } as const;

/** A journal that says of one write after another what `outcomes` says, and then that all is well. */
function orchestratorOn(
  outcomes: (Appended | Error)[],
  seen: JournalEntry[] = [],
  perform: () => Promise<Command> = () => new Promise(() => undefined),
): Orchestrator {
  const events: RecordedEvent[] = [];
  const append = (entries: readonly JournalEntry[]): Promise<Appended[]> => {
    seen.push(...entries);
    const outcome = outcomes.shift() ?? 'ok';
    if (outcome instanceof Error) return Promise.reject(outcome);
    if (outcome === 'ok') events.push(...entries.flatMap((entry) => entry.events));
    return Promise.resolve(entries.map(() => outcome));
  };
  const read = () => Promise.resolve({ events: [...events], bytes: 0, more: false });
  const journal: Pick<Journal, 'append' | 'read'> = { append, read };
  return loneRuntime(journal, { steps: { perform }, reversion: { perform } });
}

it('responds to an action with the job as it is on disk', async () => {
  const orchestrator = orchestratorOn([]);
  await orchestrator.submit(SUBMIT, null);
  expect(await orchestrator.act('job', PAUSE)).toMatchObject({ status: 'paused' });
});

it('rejects an action if another process owns the job by then', async () => {
  const orchestrator = orchestratorOn(['ok', 'conflict']);
  await orchestrator.submit(SUBMIT, null);
  await expect(orchestrator.act('job', PAUSE)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  expect(await orchestrator.act('job', PAUSE)).toMatchObject({ status: 'paused' });
});

it('says so too when the job itself could not be written', async () => {
  const orchestrator = orchestratorOn([new Error('disk full')]);
  const submitted = orchestrator.submit(SUBMIT, null);
  await Promise.all([
    expect(orchestrator.act('job', PAUSE)).rejects.toMatchObject({ code: 'unavailable' }),
    expect(submitted).rejects.toThrow('disk full'),
  ]);
});

it('writes again exactly what failed to be written, for it may have landed', async () => {
  const seen: JournalEntry[] = [];
  const orchestrator = orchestratorOn(['ok', new Error('the connection broke at the commit')], seen);
  await orchestrator.submit(SUBMIT, null);
  const paused = orchestrator.act('job', PAUSE);
  while (seen.length < 2) await new Promise(setImmediate);
  const killed = orchestrator.act('job', KILL);
  expect(await paused).toMatchObject({ status: 'paused' });
  expect(await killed).toMatchObject({ status: 'killed' });
  const [, first, second, third] = seen;
  expect(second).toEqual(first);
  expect(third?.expectedVersion).toBe(first?.events.at(-1)?.seq);
});

it('acts upon what comes in the moment in which a job ends and is let go of', async () => {
  const looked = jest.fn(() => new Promise<never>(() => undefined));
  const orchestrator = orchestratorOn([], [], looked);
  await orchestrator.submit({ ...SUBMIT, document: { steps: [{ tasks: [{ tag: 'todo', input: {} }] }] } }, null);
  expect(looked).toHaveBeenCalledTimes(1);
  // Between the write of the kill and what follows from it.
  orchestrator.subscribe('job', (_, { status }) => {
    if (status === 'killed') void orchestrator.act('job', { ...KILL, type: 'rerun', from: null });
  });
  await orchestrator.act('job', KILL);
  for (let turn = 0; turn < 50 && looked.mock.calls.length < 2; turn++) await delay(2);
  expect(looked).toHaveBeenCalledTimes(2);
  await orchestrator.stop(0);
});

it('tells how many units the jobs have that are driven', async () => {
  const perform = (effect: { kind: string; step?: number }): Promise<Command> => {
    const document = { items: Array.from({ length: 50 }, (_, item) => item) };
    if (effect.kind === 'read-state')
      return Promise.resolve({ type: 'state-read', step: 0, task: null, document, etag: null });
    return effect.kind === 'prepare-state' ? Promise.resolve({ type: 'state-prepared' }) : new Promise(() => undefined);
  };
  const orchestrator = orchestratorOn([], [], perform as () => Promise<Command>);
  const tasks = [{ tag: 'todo', input: {}, forEach: { $fromState: '/items' } }];
  await orchestrator.submit({ ...SUBMIT, document: { steps: [{ tasks }] } }, null);
  for (let turns = 0; orchestrator.openUnits === 0 && turns < 500; turns++) await delay(10);
  expect(orchestrator.openUnits).toBe(50);
  await orchestrator.act('job', KILL);
  expect(orchestrator.openUnits).toBe(0);
});
