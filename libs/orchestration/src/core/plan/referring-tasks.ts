import { type Plan, type TaskPosition } from './plan';

const known = new WeakMap<Plan, ReadonlyMap<string, readonly TaskPosition[]>>();

/** The tasks that refer to another (`of`), in the order of the document. */
export function tasksReferringTo(plan: Plan, { step, task }: TaskPosition): readonly TaskPosition[] {
  const all = known.get(plan) ?? referringTasksIn(plan);
  known.set(plan, all);
  return all.get(keyOf(step, task)) ?? [];
}

function referringTasksIn({ steps }: Plan): ReadonlyMap<string, readonly TaskPosition[]> {
  const all = new Map<string, TaskPosition[]>();
  for (const [step, { tasks }] of steps.entries()) {
    for (const [task, { of }] of tasks.entries()) {
      if (of === null) continue;
      const key = keyOf(of.step, of.task);
      const found = all.get(key);
      if (found) found.push({ step, task });
      else all.set(key, [{ step, task }]);
    }
  }
  return all;
}

function keyOf(step: number, task: number): string {
  return `${step}/${task}`;
}
