import { type PlannedTask } from './plan';

/** A task as it is at first, and as it is with each of its alternatives. */
export function branchesOf(task: PlannedTask): PlannedTask[] {
  return task.orElse === null ? [task] : [task, ...branchesOf(task.orElse)];
}
