import { jobWith, stepWith, taskWith } from './copies';
import { type JobState, type StepState, type TaskState, type UnitRef, type UnitState } from '../state';

/** Copies with one place changed; everything else is shared with the state before. */

export function updateUnit(state: JobState, ref: UnitRef, change: (unit: UnitState) => UnitState): JobState {
  return jobWith(state, { steps: withUnit(state.steps, ref, change(unitIn(state.steps, ref))) });
}

type Steps = readonly StepState[];

export function withStep(steps: Steps, index: number, step: StepState): Steps {
  return replaceAt(steps, index, step);
}

export function withTask(steps: Steps, ref: Pick<UnitRef, 'step' | 'task'>, task: TaskState): Steps {
  const step = itemAt(steps, ref.step);
  return replaceAt(steps, ref.step, stepWith(step, { tasks: replaceAt(step.tasks, ref.task, task) }));
}

export function withUnit(steps: Steps, ref: UnitRef, unit: UnitState): Steps {
  const task = itemAt(itemAt(steps, ref.step).tasks, ref.task);
  return withTask(steps, ref, taskWith(task, replaceAt(task.units, ref.unit, unit)));
}

export function unitIn(steps: Steps, { step, task, unit }: UnitRef): UnitState {
  return itemAt(itemAt(itemAt(steps, step).tasks, task).units, unit);
}

export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`nothing at ${index} of ${items.length}`);
  return item;
}

function replaceAt<T>(items: readonly T[], index: number, item: T): T[] {
  itemAt(items, index);
  const copy = items.slice();
  copy[index] = item;
  return copy;
}
