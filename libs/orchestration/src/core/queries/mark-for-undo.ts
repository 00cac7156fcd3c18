import { type PlannedTask } from '../plan/plan';
import { type NextCall } from '../model/unit-state';
import { type UnitDraft } from '../model/unit-copies';
import { type UndoNeed } from './undo-need';
import { initialCall } from '../model/initial-unit';

export const REVERT: NextCall = { action: 'revert', settles: false };

/** Notes whether a unit has to be undone. */
export function markForUndo(unit: UnitDraft, { forEach }: PlannedTask, need: UndoNeed): void {
  if (unit.phase === 'new' && (forEach !== null || unit.reaction !== null)) skipUncalled(unit);
  const call = initialCall(REVERT);
  if (need.needed) {
    call.target = unit.call.target;
    call.unconfirmed = need.unconfirmed;
  }
  unit.undo = need.needed
    ? { phase: 'pending', call, reason: null, endedAt: null }
    : { phase: 'not-needed', call, reason: need.because, endedAt: null };
}

export function skipUncalled(unit: UnitDraft): void {
  unit.phase = 'skipped';
  unit.skippedBecause = 'the job stopped before it was called';
}
