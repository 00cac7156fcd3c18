import * as fc from 'fast-check';
import { readAhead } from '../decide/state-document';
import { handleAll, replay } from '../handle';
import { evolve } from '../evolve/evolve';
import type { Command } from '../model/commands';
import type { Effect } from '../model/effects';
import type { RecordedEvent } from '../model/events';
import type { JobState } from '../model/state';
import type { JsonObject } from '#contract/pure';
import { pendingEffects } from '../pending-effects';
import { POLICY_DEFAULTS } from '../plan/defaults';
import { JOB_LIMITS, type JobLimits } from '../plan/limits';
import { unitAt } from '../queries/units';
import { createTask, jobOf, responded, responseTo, TARGET, TestJob } from '../testing/test-job';
import { openEffectCount, openEffects } from '../undo/open-effects';

const limited = (limits: Partial<JobLimits>) => ({ ...POLICY_DEFAULTS, limits: { ...JOB_LIMITS, ...limits } });
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);
const each = (fields: object = {}) => ({
  tag: 'todo',
  forEach: { $fromState: '/items' },
  input: { v: { $fromItem: '' } },
  ...fields,
});
const expansions = (events: readonly RecordedEvent[]) =>
  events.flatMap((event) => (event.type === 'task-expanded' ? [event] : []));

describe('the limits of a job', () => {
  it('hold for the units of all its steps and tasks together', () => {
    const job = TestJob.of(jobOf([each(), each()]), { defaults: limited({ units: 5 }) });
    expect(job.readState({ items: [1, 2, 3] }).state).toMatchObject({
      status: 'failed',
      failure: { code: 'limit-exceeded' },
    });
    expect(job.state.failure?.message).toContain('more than 5 units');
    expect(job.events.filter(({ type }) => type === 'attempt-started')).toEqual([]);
    const smaller = TestJob.of(jobOf([each()], [each()]), { defaults: limited({ units: 5 }) });
    smaller
      .readState({ items: [1, 2, 3] })
      .call(201)
      .readState({ items: [1, 2] })
      .call(201);
    expect(smaller.state).toMatchObject({ status: 'completed', unitCount: 5 });
  });

  it('hold for a new run as for the one before', () => {
    const job = TestJob.of(jobOf([each()], [each()]), { defaults: limited({ units: 5 }) });
    job
      .readState({ items: [1, 2, 3] })
      .call(201)
      .readState({ items: [1, 2] })
      .call(201);
    job
      .rerun('step-2')
      .call()
      .readState({ items: [1, 2] });
    expect(job.state).toMatchObject({ unitCount: 5, phase: 'forward' });
  });

  it('hold for its inputs together', () => {
    const items = numbers(10).map(() => 'x'.repeat(1_000));
    const job = TestJob.of(jobOf([each()]), { defaults: limited({ inputsBytes: 15_000, unitsAtOnce: 1 }) });
    job.readState({ items });
    while (job.state.phase === 'forward') job.call(201);
    expect(job.state.failure).toMatchObject({ code: 'limit-exceeded', message: expect.stringContaining('together') });
  });

  it('are those of its version: an older job has no limit that came later', () => {
    const { units: _, inputsBytes: __, ...older } = JOB_LIMITS;
    const job = TestJob.of(jobOf([each()]), { defaults: { ...POLICY_DEFAULTS, limits: older } });
    expect(job.readState({ items: [1] }).state.limits).toMatchObject({ units: Infinity, inputsBytes: Infinity });
  });
});

describe('a list that several tasks of a step go over', () => {
  const job = () =>
    TestJob.of(jobOf(numbers(20).map(() => each()))).readState({ items: numbers(100).map(() => 'x'.repeat(100)) });

  it('is written down once', () => {
    const { events } = job();
    expect(expansions(events).map(({ items }) => items?.length)).toEqual([100, ...numbers(19).map(() => undefined)]);
    expect(JSON.stringify(expansions(events)).length).toBeLessThan(2 * 100 * 100);
  });

  it('is the list of each of them, also when the job is read from its journal', () => {
    const { events } = job();
    const read = replay(JSON.parse(JSON.stringify(events)) as RecordedEvent[])!;
    expect(unitAt(read, { step: 0, task: 19, unit: 99 }).unit.item).toBe('x'.repeat(100));
  });

  it('counts once for the record of its step', () => {
    const defaults = limited({ recordBytes: 15_000 });
    const items = numbers(100).map(() => 'x'.repeat(100));
    const taking = { input: { all: { $fromState: '/items' } } };
    expect(TestJob.of(jobOf(numbers(3).map(() => each())), { defaults }).readState({ items }).state.phase).toBe(
      'forward',
    );
    const twice = TestJob.of(jobOf([each(taking), each(taking)]), { defaults }).readState({ items });
    expect(twice.state.failure).toMatchObject({ code: 'limit-exceeded' });
  });
});

it('the units of a step that are under way are limited for all its tasks together', () => {
  const tasks = numbers(5).map(() => each());
  const job = TestJob.of(jobOf(tasks), { defaults: limited({ unitsAtOnce: 7 }) }).readState({ items: numbers(5) });
  let most = 0;
  for (let round = 0; round < 20; round++) {
    most = Math.max(most, job.bind().pending('call').length);
    job.respond(201);
  }
  expect(job.state.status).toBe('completed');
  expect(most).toBe(7);
});

it('one transition prepares no more than its share, and says that more follows', () => {
  const items = numbers(40).map(() => 'x'.repeat(100_000));
  const job = TestJob.of(jobOf([each()]), { defaults: POLICY_DEFAULTS });
  const [{ step = 0, task = null } = {}] = job.pending('read-state');
  const read: Command = { type: 'state-read', step, task, document: { items }, etag: null };
  let { state, events, more } = handleAll(job.state, [read], 1_000);
  const prepared = () => events.filter(({ type }) => type === 'unit-prepared').length;
  expect(more).toBe(true);
  expect(prepared()).toBeLessThan(20);
  let turns = 1;
  for (; more; turns++) ({ state, events, more } = handleAll(state, [{ type: 'tick' }], 1_000));
  expect(turns).toBeGreaterThan(3);
  expect(pendingEffects(state).filter(({ kind }) => kind === 'bind')).toHaveLength(40);
});

it('what tasks take from a document is worked out piece by piece, and comes to the same', () => {
  const job = TestJob.of(jobOf([each(), each()]));
  const [{ step = 0, task = null } = {}] = job.pending('read-state');
  const read: Command = { type: 'state-read', step, task, document: { items: numbers(500) }, etag: null };
  const work = readAhead(job.state, read);
  let pieces = 0;
  for (let next = work.next(); ; next = work.next(), pieces++) {
    if (next.done !== true) continue;
    expect(handleAll(job.state, [next.value], 1_000)).toEqual(handleAll(job.state, [read], 1_000));
    break;
  }
  expect(pieces).toBeGreaterThanOrEqual(2 * 500);
});

type Kind = 'done' | 'safe' | 'noop' | 'refused';

/** A job that runs to its end and is reverted, transition by transition, as a driver does it. */
function runAndRevert(document: JsonObject, limits: Partial<JobLimits>, kinds: readonly Kind[]) {
  const stateDoc = { address: 'http://state/state/1', owned: true };
  const events: RecordedEvent[] = [];
  let state: JobState | null = null;
  const apply = (...commands: Command[]): void => {
    const transition = handleAll(state, commands, 1_000);
    state = transition.state;
    events.push(...transition.events);
    if (transition.more) apply({ type: 'tick' });
  };
  const settle = (): void => {
    for (let effects = pendingEffects(state!); effects.length > 0; effects = pendingEffects(state!)) {
      const commands = effects.flatMap((effect) => outcomeOf(effect, kinds));
      if (commands.length === 0) return;
      apply(...commands);
    }
  };
  const defaults = limited(limits);
  apply({ type: 'submit', jobId: 'job', document, defaults, lenient: false, warnings: [], stateDoc });
  settle();
  apply({ type: 'revert', to: null, by: null, reason: null });
  settle();
  return { state: state as unknown as JobState, events };
}

function outcomeOf(effect: Effect, kinds: readonly Kind[]): Command[] {
  const items = kinds.map((kind) => (kind === 'safe' ? 'list' : 'do'));
  switch (effect.kind) {
    case 'prepare-state':
      return [{ type: 'state-prepared' }];
    case 'read-state':
      return [{ type: 'state-read', step: effect.step, task: effect.task, document: { items }, etag: null }];
    case 'bind':
      return [{ type: 'bound', ...effect.unit, undo: effect.undo, target: effect.same ?? TARGET }];
    case 'call': {
      const kind = effect.undo && effect.unit.task === 0 ? kinds[effect.unit.unit] : 'done';
      return [responseTo(effect, responded(kind === 'refused' ? 409 : 200, kind === 'noop' ? { status: 'noop' } : {}))];
    }
    default:
      return [];
  }
}

describe('the undo of many units', () => {
  const kinds = fc.array(fc.constantFrom<Kind>('done', 'safe', 'noop', 'refused'), { minLength: 1, maxLength: 400 });
  const shapes = fc.record({
    kinds,
    mode: fc.constantFrom('parallel', 'sequential'),
    unitsAtOnce: fc.constantFrom(1, 3, 256),
  });
  const input = { command: { $fromItem: '' }, resource: 'todo' };

  it('reverts each that had an effect once, in its order, however they are spread', () => {
    fc.assert(
      fc.property(shapes, ({ kinds, mode, unitsAtOnce }) => {
        const document = jobOf({ mode, tasks: [each({ input }), createTask] });
        const { state, events } = runAndRevert(document, { unitsAtOnce }, kinds);
        const reverted = events.flatMap((event) =>
          event.type === 'attempt-started' && event.undo && event.task === 0 ? [event.unit] : [],
        );
        const wanted = [...kinds.keys()].filter((unit) => kinds[unit] !== 'safe');
        expect(reverted).toEqual(mode === 'sequential' ? wanted.toReversed() : wanted);
        expect(replay(events)).toEqual(state);
        const count = (kind: Kind) => kinds.filter((other) => other === kind).length;
        expect(state.status).toBe(count('refused') > 0 ? 'needs-attention' : 'reverted');
        expect(state.steps[0]!.tally).toMatchObject({ open: count('refused'), noop: count('noop') });
        expect(openEffects(state)).toHaveLength(openEffectCount(state));
      }),
      { numRuns: 25 },
    );
  });

  it('begins with one event, whose cost does not grow with the units', () => {
    const kinds = numbers(600).map((): Kind => 'done');
    const { events } = runAndRevert(jobOf([each({ input })]), {}, kinds);
    const before = events.findIndex(({ type }) => type === 'undo-started');
    const state = replay(events.slice(0, before))!;
    const after = evolve(state, events[before]!);
    expect(after.steps[0]!.tasks).toBe(state.steps[0]!.tasks);
    expect(unitAt(after, { step: 0, task: 0, unit: 599 }).unit.undo).toMatchObject({ phase: 'pending' });
  });
});
