import { type UndoPhase, type UnitRef, type UnitState } from '../model/state';
import { nextPending } from '../queries/undo-turn';
import { undoNeed } from '../queries/undo-need';
import { unitAt } from '../queries/units';
import { type UnitDraft } from '../model/unit-copies';
import { markForUndo } from '../queries/mark-for-undo';
import { type StateDraft } from './state-draft';

/** Changes a unit, and keeps to what is open of its task: of thousands of units a turn then looks at those under way. */
export function changeUnit(draft: StateDraft, ref: UnitRef, change: (unit: UnitDraft) => void): void {
  const { planned, unit: before } = unitAt(draft.state, ref);
  const marked = before.undo !== null;
  draft.changeUnit(ref, (unit) => {
    if (marked && unit.undo === null)
      markForUndo(unit, planned, undoNeed(draft.state, { ref, planned, unit, startedAt: null }));
    change(unit);
    follow(draft, ref, unit);
  });
  if (!marked) return;
  const task = draft.task(ref);
  task.undone = nextPending(draft.state, ref, task.undone);
}

function follow(draft: StateDraft, ref: UnitRef, { phase, undo }: UnitState): void {
  const task = draft.task(ref);
  task.firstNew = Math.max(task.firstNew, ref.unit + 1);
  task.open = toggled(task.open, ref.unit, phase !== 'succeeded' && phase !== 'skipped');
  task.reverting = toggled(task.reverting, ref.unit, undo !== null && REVERTING.has(undo.phase));
}

const REVERTING: ReadonlySet<UndoPhase> = new Set<UndoPhase>(['binding', 'calling', 'waiting']);

/** The numbers, in their order, with or without this one. */
function toggled(numbers: readonly number[], number: number, isIn: boolean): readonly number[] {
  if (numbers.includes(number) === isIn) return numbers;
  if (!isIn) return numbers.filter((other) => other !== number);
  const after = numbers.findIndex((other) => other > number);
  return after < 0 ? [...numbers, number] : numbers.toSpliced(after, 0, number);
}
