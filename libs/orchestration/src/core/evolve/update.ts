import { draftOf, stepWith, taskWith, type UnitDraft } from './copies';
import { type StepState, type TaskState, type UnitRef } from '../state';

/** Copies with one place changed; everything else is shared with the state before. */

type Steps = readonly StepState[];

export function withStep(steps: Steps, index: number, step: StepState): Steps {
  return replaceAt(steps, index, step);
}

export function withTask(steps: Steps, ref: Pick<UnitRef, 'step' | 'task'>, task: TaskState): Steps {
  const step = itemAt(steps, ref.step);
  return replaceAt(steps, ref.step, stepWith(step, { tasks: replaceAt(step.tasks, ref.task, task) }));
}

export function withUnit(steps: Steps, ref: UnitRef, change: (unit: UnitDraft) => void): Steps {
  const task = itemAt(itemAt(steps, ref.step).tasks, ref.task);
  const unit = draftOf(itemAt(task.units, ref.unit));
  change(unit);
  return withTask(steps, ref, taskWith(task, replaceAt(task.units, ref.unit, unit)));
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
