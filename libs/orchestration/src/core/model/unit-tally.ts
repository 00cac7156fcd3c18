import { type UndoPhase, type UnitState } from './unit-state';
import { isSafe } from './safe-unit';

/** How many units are what: kept along, so that no question about thousands of them has to look at each. */
export interface UnitTally {
  /** Succeeded, skipped, or failed and tolerated. */
  readonly over: number;
  readonly failed: number;
  /** With an effect, or perhaps with one. */
  readonly touched: number;
  /** With an effect that a revert could undo, and has not undone yet. */
  readonly revertible: number;
  /** With an effect that a revert could not undo. */
  readonly open: number;
  /** Their service says that there was nothing to undo. */
  readonly noop: number;
}

export const EMPTY_TALLY: UnitTally = { over: 0, failed: 0, touched: 0, revertible: 0, open: 0, noop: 0 };

/** What a unit counts as: one bit for each member of the tally. */
export type UnitKinds = number;
const OVER = 1;
const FAILED = 2;
const TOUCHED = 4;
const REVERTIBLE = 8;
const OPEN = 16;
const NOOP = 32;

export function kindsOf(unit: UnitState): UnitKinds {
  return phaseKind(unit) | effectKinds(unit) | (unit.undo === null ? 0 : UNDO_KINDS[unit.undo.phase]);
}

function phaseKind({ phase, reaction }: UnitState): UnitKinds {
  if (phase === 'failed') return reaction?.tolerated == null ? FAILED : OVER;
  return phase === 'succeeded' || phase === 'skipped' ? OVER : 0;
}

function effectKinds(unit: UnitState): UnitKinds {
  if (unit.effect === 'none') return 0;
  return unit.undo === null && !isSafe(unit) ? TOUCHED | REVERTIBLE : TOUCHED;
}

const UNDO_KINDS: Readonly<Record<UndoPhase, UnitKinds>> = {
  pending: REVERTIBLE,
  binding: REVERTIBLE,
  calling: REVERTIBLE,
  waiting: REVERTIBLE,
  acknowledged: 0,
  noop: NOOP,
  'not-needed': 0,
  open: OPEN,
  'written-off': 0,
};

export function tallyOf(unit: UnitState): UnitTally {
  return recount(EMPTY_TALLY, 0, kindsOf(unit));
}

/** The tally after one unit has come to count as something else. */
export function recount(tally: UnitTally, before: UnitKinds, after: UnitKinds): UnitTally {
  if (before === after) return tally;
  const change = (kind: UnitKinds): number => (after & kind ? 1 : 0) - (before & kind ? 1 : 0);
  return {
    over: tally.over + change(OVER),
    failed: tally.failed + change(FAILED),
    touched: tally.touched + change(TOUCHED),
    revertible: tally.revertible + change(REVERTIBLE),
    open: tally.open + change(OPEN),
    noop: tally.noop + change(NOOP),
  };
}
