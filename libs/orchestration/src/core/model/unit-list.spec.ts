import * as fc from 'fast-check';
import { initialUnit } from './initial-unit';
import type { UnitState } from './unit-state';
import { type Keeping, UnitList } from './unit-list';
import { EMPTY_TALLY, kindsOf, recount, tallyOf, type UnitTally } from './unit-tally';

const NEXT = { action: 'execute', settles: false } as const;
const PACKED: Keeping = { packed: true, outcomes: false };

type Change = Partial<Pick<UnitState, 'phase' | 'effect' | 'body' | 'result' | 'undo'>>;

/** The list after some changes, each made in a copy as drafts make them. */
function changed(list: UnitList, changes: readonly (readonly [index: number, change: Change])[]): UnitList {
  let current = list;
  for (const [index, change] of changes) {
    current = current.copy();
    const unit = current.edit(index, new Set<object>([current]));
    const before = kindsOf(unit);
    Object.assign(unit, change);
    current.count(index, before, kindsOf(unit));
  }
  return current;
}

function sum(one: UnitTally, other: UnitTally): UnitTally {
  const members = Object.keys(one) as (keyof UnitTally)[];
  return Object.fromEntries(members.map((member) => [member, one[member] + other[member]])) as unknown as UnitTally;
}

const undo = (phase: 'pending' | 'acknowledged' | 'open' | 'noop'): UnitState['undo'] => ({
  phase,
  call: initialUnit(NEXT).call,
  reason: null,
  endedAt: null,
});

const changes = fc.record(
  {
    phase: fc.constantFrom<UnitState['phase']>('binding', 'calling', 'succeeded', 'failed', 'skipped'),
    effect: fc.constantFrom<UnitState['effect']>('none', 'unknown', 'done'),
    body: fc.constantFrom<unknown>({ command: 'read' }, { text: 'x'.repeat(5_000) }, { '': null }),
    result: fc.constantFrom<unknown>(null, undefined, 'x'.repeat(5_000), { a: ['é'] }),
    undo: fc.constantFrom(null, undo('pending'), undo('acknowledged'), undo('open'), undo('noop')),
  },
  { requiredKeys: [] },
);

describe('a list of units', () => {
  it('is what an array of them would be, packed or not, and counts what is in it', () => {
    const worlds = fc.integer({ min: 1, max: 400 }).chain((length) =>
      fc.record({
        length: fc.constant(length),
        made: fc.array(fc.tuple(fc.nat(length - 1), changes), { maxLength: 60 }),
        keeping: fc.record({ packed: fc.boolean(), outcomes: fc.boolean() }),
        ended: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(worlds, ({ length, made, keeping, ended }) => {
        const items = Array.from({ length }, (_, index) => ({ index }));
        const all = ended ? items.map(({ index }) => [index, { phase: 'succeeded' }] as const) : [];
        const history: (readonly [number, Change])[] = [...all, ...made];
        const before = UnitList.of(items, NEXT, keeping);
        const list = changed(before, history);
        const expected = items.map((item) => initialUnit(NEXT, item));
        for (const [index, change] of history) expected[index] = { ...expected[index]!, ...change };
        expect([...list]).toEqual(expected);
        expect(list.at(length)).toBeUndefined();
        expect([...list.outcomes()].map(({ result }) => result)).toEqual(expected.map(({ result }) => result));
        let total = EMPTY_TALLY;
        for (let index = 0; index < length; index = list.around(index).end)
          total = sum(total, list.around(index).tally);
        expect(total).toEqual(expected.map(tallyOf).reduce(sum, EMPTY_TALLY));
        expect([...before]).toEqual(items.map((item) => initialUnit(NEXT, item)));
      }),
      { numRuns: 60 },
    );
  });

  it('takes little memory for what has not begun, and for what has ended', () => {
    const length = 10_000;
    const items = Array.from({ length }, (_, index) => index);
    const unit = { phase: 'succeeded', effect: 'done', result: { ok: true } } as const;
    const bytes = (keeping: Keeping, many: number): number => {
      const body = (index: number) => ({ requestId: `01930000-0000-7000-8000-000000000001/1/step/task/${index}` });
      const made = items.slice(0, many).map((index) => [index, { ...unit, body: body(index) }] as const);
      const list = changed(UnitList.of(items, NEXT, keeping), made);
      return JSON.stringify(list, (_, value: unknown) => (value instanceof Map ? [...value] : value)).length;
    };
    const nothing = bytes(PACKED, 0);
    const full = bytes({ packed: false, outcomes: false }, length) - nothing;
    expect(nothing).toBeLessThan(10 * length);
    // A buffer is several characters a byte here.
    expect(bytes(PACKED, length) - nothing).toBeLessThan(full / 2);
  });

  it('is packed again when everything in it is undone, and not at every revert', () => {
    const items = [1, 2, 3];
    const done = items.map((_, index) => [index, { phase: 'succeeded', effect: 'done' }] as const);
    const isPacked = (list: UnitList) => JSON.stringify(list).includes('"text"');
    const ended = changed(UnitList.of(items, NEXT, PACKED), done);
    expect(isPacked(ended)).toBe(true);
    const halfway = changed(ended, [[0, { undo: undo('acknowledged') }]]);
    expect(isPacked(halfway)).toBe(false);
    const rest = [1, 2].map((index) => [index, { undo: undo('acknowledged') }] as const);
    expect(isPacked(changed(halfway, rest))).toBe(true);
  });
});

it('a tally is the sum of what its units are, however it was counted', () => {
  const kinds = fc.nat(63);
  fc.assert(
    fc.property(fc.array(fc.tuple(kinds, kinds)), (moves) => {
      const there = moves.reduce((tally, [before, after]) => recount(tally, before, after), EMPTY_TALLY);
      expect(moves.reduce((tally, [before, after]) => recount(tally, after, before), there)).toEqual(EMPTY_TALLY);
    }),
  );
});
