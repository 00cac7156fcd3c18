import * as fc from 'fast-check';
import { type HistoryEvent } from '../api/history-event';
import { draw } from './drawing';
import { rowsOf } from './rows';
import { segmentsOf } from './segments';
import { ticksOf } from './ticks';
import { Timeline } from './timeline';

const START = Date.parse('2026-01-01T00:00:00Z');
const AS_IS = { toggled: new Set<string>(), query: '' };

/** Numbers and times are given to events in their order, 10 ms apart. */
const history = (...events: Partial<HistoryEvent>[]): HistoryEvent[] =>
  events.map((event, index) => ({
    seq: index + 1,
    at: new Date(START + index * 10).toISOString(),
    type: 'unknown',
    ...event,
  }));

const timelineOf = (events: readonly HistoryEvent[]): Timeline => {
  const timeline = new Timeline();
  timeline.apply(events);
  return timeline;
};

const drawingOf = (timeline: Timeline, irreversible = new Set<string>(), options = AS_IS) =>
  draw(timeline, rowsOf(timeline, options), { width: 1_000, now: timeline.last, irreversible });

const call = (task: string, undo: boolean, outcome = 'succeeded', attempt = 1): Partial<HistoryEvent>[] => {
  const place = { step: task.split('/')[0], task, undo, attempt };
  return [
    { type: 'attempt-started', action: undo ? 'revert' : 'execute', ...place },
    { type: 'attempt-ended', outcome, ...place },
  ];
};
const accepted = { type: 'job-accepted' };

describe('the lanes of a job', () => {
  it('has what is undone run back under what was done, each revert joined to its execute', () => {
    const events = history(
      accepted,
      ...['a/x', 'b/y'].flatMap((task) => call(task, false)),
      { type: 'undo-started' },
      ...['b/y', 'a/x'].flatMap((task) => call(task, true)),
    );
    const { rows, undoFrom, joins } = drawingOf(timelineOf(events));

    expect(rows.map(({ row, lane }) => `${lane} ${row.label}`)).toEqual([
      'forward a/x',
      'forward b/y',
      'undo b/y',
      'undo a/x',
    ]);
    expect(undoFrom).toBe(2);
    expect(joins.map(({ from, to }) => [from.row, to.row])).toEqual([
      [1, 2],
      [0, 3],
    ]);
  });

  it('is to scale', () => {
    const [first] = drawingOf(timelineOf(history(accepted, ...call('a/x', false), accepted, accepted))).rows;
    expect(first!.segments).toMatchObject([{ x: 250, width: 250 }]);
  });

  it('tells an unknown outcome, what settles it, and the wait between attempts apart', () => {
    const wait = { type: 'call-waiting', step: 'a', task: 'a/x', undo: false, reason: 'no response' };
    const settle = { type: 'attempt-started', step: 'a', task: 'a/x', undo: false, action: 'repeat', settles: true };
    const timeline = timelineOf(history(accepted, ...call('a/x', false, 'unknown'), wait, settle));
    expect(timeline.unit({ step: 'a', task: 'a/x' } as HistoryEvent).forward).toMatchObject([
      { kind: 'execute', look: 'unknown' },
      { kind: 'retry', look: 'idle', detail: 'no response' },
      { kind: 'repeat', look: 'running', settles: true },
    ]);
  });

  it('joins a revert to the execute and not to the look at its outcome', () => {
    const settle = { step: 'a', task: 'a/x', undo: true, action: 'repeat', settles: true };
    const timeline = timelineOf(
      history(
        accepted,
        ...call('a/x', false, 'lost'),
        { type: 'attempt-started', ...settle },
        { type: 'attempt-ended', outcome: 'succeeded', ...settle },
        ...call('a/x', true),
      ),
    );
    expect(timeline.unit({ step: 'a', task: 'a/x' } as HistoryEvent).undo.map(({ undoes }) => undoes)).toEqual([
      undefined,
      2,
    ]);
  });

  it('joins a revert to the newest execute, where a task has run before', () => {
    const runs = [...call('a/x', false), ...call('a/x', true), ...call('a/x', false), ...call('a/x', true)];
    const { undo } = timelineOf(history(accepted, ...runs)).unit({ step: 'a', task: 'a/x' } as HistoryEvent);
    expect(undo.map(({ undoes }) => undoes)).toEqual([2, 6]);
  });

  it('marks what is left open, and what cannot be undone', () => {
    const events = history(accepted, ...call('a/x', false), ...call('a/x', true, 'refused'), {
      type: 'unit-left-open',
      step: 'a',
      task: 'a/x',
      reason: 'gone',
    });
    const drawing = drawingOf(timelineOf(events), new Set(['a/x']));
    expect(drawing.rows.map(({ open }) => open)).toEqual([0, 1]);
    expect(drawing.noReturn).toMatchObject({ task: 'a/x' });
  });

  it('awaits nothing any more once the job has ended', () => {
    const timeline = timelineOf(
      history(accepted, call('a/x', false)[0]!, { type: 'killed', by: 'ada', reason: 'stuck' }),
    );
    expect(timeline.isRunning).toBe(false);
    expect(drawingOf(timeline).rows[0]!.segments).toMatchObject([{ look: 'unknown' }]);
    expect(timeline.moments).toMatchObject([{ kind: 'killed', text: 'killed by ada (stuck)' }]);
  });

  it('folds a thousand items, and leaves those that failed outside', () => {
    const items = Array.from({ length: 1_000 }, (_, item) =>
      call(`a/x/${item}`, false, item === 700 ? 'refused' : 'succeeded'),
    ).flat();
    const failed = { type: 'unit-failed', step: 'a', task: 'a/x/700', message: 'no room' };
    const timeline = timelineOf(history(accepted, ...items, failed));

    expect(rowsOf(timeline, AS_IS).map(({ label }) => label)).toEqual(['a: 1000 calls', 'a/x/700']);
    expect(rowsOf(timeline, { ...AS_IS, toggled: new Set(['in a']) })).toHaveLength(1_001);
    expect(rowsOf(timeline, { ...AS_IS, query: 'NO room' }).map(({ label }) => label)).toEqual(['a/x/700']);
  });

  it('folds the steps between of a thousand, in which all went well', () => {
    const steps = Array.from({ length: 1_000 }, (_, step) => [
      ...call(`s${step}/x`, false),
      { type: 'step-completed', step: `s${step}` },
    ]);
    const labels = rowsOf(timelineOf(history(accepted, ...steps.flat())), AS_IS).map(({ label }) => label);
    expect(labels).toHaveLength(11);
    expect(labels[5]).toBe('990 steps: s5 to s994');
  });
});

const anyEvent: fc.Arbitrary<Partial<HistoryEvent>> = fc
  .record(
    {
      type: fc.constantFrom(
        'attempt-started',
        'attempt-ended',
        'call-waiting',
        'call-due',
        'unit-succeeded',
        'unit-failed',
        'step-started',
        'step-wait-started',
        'step-completed',
        'state-write-intended',
        'state-written',
        'unit-reverted',
        'unit-left-open',
        'unit-prepared',
        'killed',
        'continued',
      ),
      action: fc.constantFrom('execute', 'repeat', 'revert', 'poll'),
      undo: fc.boolean(),
      outcome: fc.constantFrom('succeeded', 'unknown', 'refused', 'lost'),
      item: fc.integer({ min: 0, max: 12 }),
      late: fc.integer({ min: -30, max: 5_000 }),
    },
    { requiredKeys: ['type', 'item', 'late'] },
  )
  .map(({ item, late, ...event }) => ({
    ...event,
    step: `s${item % 2}`,
    task: `s${item % 2}/t/${item}`,
    at: new Date(START + late).toISOString(),
  }));

const anyHistory = fc.array(anyEvent, { maxLength: 80 }).map((events) => history(accepted, ...events));

describe('whatever the history', () => {
  it('gives the same drawing event by event, and in whatever portions, as from scratch', () => {
    fc.assert(
      fc.property(anyHistory, fc.array(fc.nat(20)), (events, sizes) => {
        const timeline = new Timeline();
        let done = 0;
        for (const size of sizes) {
          // A stream that resumes may repeat what is known.
          timeline.apply(events.slice(Math.max(0, done - 2), done + size));
          done += size;
        }
        timeline.apply(events);
        expect(drawingOf(timeline)).toEqual(drawingOf(timelineOf(events)));
      }),
    );
  });

  it('draws no two bars of a line over each other, and every bar once', () => {
    fc.assert(
      fc.property(anyHistory, fc.boolean(), (events, isOpen) => {
        const timeline = timelineOf(events);
        const toggled = new Set(isOpen ? ['in s0', 'in s1'] : []);
        const { rows } = drawingOf(timeline, new Set(), { toggled, query: '' });
        for (const { segments } of rows)
          for (const [index, { x }] of segments.slice(1).entries())
            expect(x).toBeGreaterThan(segments[index]!.x + segments[index]!.width - 1e-6);
        const tracks = [...timeline.steps.values()].flatMap(({ self, calls }) => [self, ...calls.values()]);
        const bars = tracks.flatMap(({ forward, undo }) => [...forward, ...undo]);
        const drawn = rows.flatMap(({ segments }) => segments.flatMap(({ seqs }) => seqs));
        expect([...drawn].sort((one, other) => one - other)).toEqual(
          bars.map(({ seq }) => seq).sort((one, other) => one - other),
        );
      }),
    );
  });

  it('joins every revert to exactly one call of the same task that began before it', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        for (const { calls } of timelineOf(events).steps.values())
          for (const { forward, undo } of calls.values())
            for (const { kind, seq, undoes } of undo.filter(({ kind }) => kind === 'revert')) {
              const before = forward.filter(
                (bar) => bar.seq < seq && bar.kind !== 'poll' && !['retry', 'wait'].includes(bar.kind),
              );
              expect(undoes).toBe(before.at(-1)?.seq);
              expect(kind).toBe('revert');
            }
      }),
    );
  });

  it('spaces ticks evenly at round times, whatever the span', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 * 365 * 86_400_000 }),
        fc.integer({ min: 100, max: 3_000 }),
        (span, width) => {
          const ticks = ticksOf({ from: START, to: START + span, width });
          expect(ticks[0]).toEqual({ x: 0, after: 0 });
          expect(ticks.at(-1)!.x).toBeLessThanOrEqual(width + 1e-6);
          expect(ticks.length).toBeLessThanOrEqual(width / 90 + 2);
        },
      ),
    );
  });

  it('draws a bar within the picture although it is as good as nothing', () => {
    const bar = {
      seq: 1,
      kind: 'execute',
      lane: 'forward',
      start: START + 100,
      end: START + 100,
      look: 'done',
    } as const;
    expect(segmentsOf([bar], { from: START, to: START + 100, width: 50 }, START + 100)).toMatchObject([
      { x: 46, width: 4 },
    ]);
  });
});
