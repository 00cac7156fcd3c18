import { type CallState, type JobState, type StepState, type TaskState, type UnitRef, type UnitState } from '../state';

/** Copies with one place changed; everything else is shared with the state before. */

export function updateStep(state: JobState, index: number, change: (step: StepState) => StepState): JobState {
  return { ...state, steps: changeAt(state.steps, index, change) };
}

export function updateTask(
  state: JobState,
  step: number,
  task: number,
  change: (task: TaskState) => TaskState,
): JobState {
  return updateStep(state, step, (s) => ({ ...s, tasks: changeAt(s.tasks, task, change) }));
}

export function updateUnit(state: JobState, ref: UnitRef, change: (unit: UnitState) => UnitState): JobState {
  return updateTask(state, ref.step, ref.task, (t) => ({ ...t, units: changeAt(t.units, ref.unit, change) }));
}

export function updateCall(unit: UnitState, undo: boolean, change: (call: CallState) => CallState): UnitState {
  if (!undo) return { ...unit, call: change(unit.call) };
  return unit.undo ? { ...unit, undo: { ...unit.undo, call: change(unit.undo.call) } } : unit;
}

function changeAt<T>(items: readonly T[], index: number, change: (item: T) => T): T[] {
  const item = items[index];
  if (item === undefined) throw new RangeError(`nothing at ${index} of ${items.length}`);
  return items.with(index, change(item));
}
