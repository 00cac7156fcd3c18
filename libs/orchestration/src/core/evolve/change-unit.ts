import { type Draft, type TaskState } from '../model/state';
import { type UndoPhase, type UnitRef, type UnitState } from '../model/unit-state';
import { type UnitDraft } from '../model/unit-copies';
import { markForUndo } from '../queries/mark-for-undo';
import { undoNeed } from '../queries/undo-need';
import { nextPending } from '../queries/undo-turn';
import { isUnitOver } from '../queries/units';
import { type StateDraft } from './state-draft';

/** Changes a unit, and keeps to what is open of its task: of thousands of units a turn then looks at those under way. */
export function changeUnit(draft: StateDraft, ref: UnitRef, change: (unit: UnitDraft) => void): void {
  const marked = draft.state.steps[ref.step]?.marked === true;
  draft.changeUnit(ref, (unit, task) => {
    if (marked && unit.undo === null) mark(draft, ref, unit);
    change(unit);
    follow(task, ref.unit, unit);
  });
  if (!marked) return;
  const task = draft.task(ref);
  task.undone = nextPending(draft.state, ref, task.undone);
}

function mark({ state }: StateDraft, ref: UnitRef, unit: UnitDraft): void {
  const planned = state.plan.steps[ref.step]!.tasks[ref.task]!;
  markForUndo(unit, planned, undoNeed(state, { ref, planned, unit, startedAt: null }));
}

function follow(task: Draft<TaskState>, index: number, unit: UnitState): void {
  const { undo } = unit;
  if (index >= task.firstNew) task.firstNew = index + 1;
  task.open = toggled(task.open, index, !isUnitOver(unit));
  if (undo !== null) task.reverting = toggled(task.reverting, index, REVERTING.has(undo.phase));
}

const REVERTING: ReadonlySet<UndoPhase> = new Set<UndoPhase>(['binding', 'calling', 'waiting']);

/** The numbers, in their order, with or without this one. */
function toggled(numbers: readonly number[], number: number, isIn: boolean): readonly number[] {
  if (numbers.includes(number) === isIn) return numbers;
  if (!isIn) return numbers.length === 1 ? NONE : numbers.filter((other) => other !== number);
  const after = numbers.findIndex((other) => other > number);
  return after < 0 ? [...numbers, number] : numbers.toSpliced(after, 0, number);
}

const NONE: readonly number[] = [];
