import { type Plan, type TaskPosition } from './plan';

const known = new WeakMap<Plan, ReadonlyMap<string, readonly TaskPosition[]>>();

/** The tasks that refer to another (`of`), in the order of the document. */
export function tasksReferringTo(plan: Plan, { step, task }: TaskPosition): readonly TaskPosition[] {
  return allReferringTasks(plan).get(keyOf(step, task)) ?? [];
}

/** The tasks that refer to any other; those that refer to the same one in the order of the document. */
export function referringTasks(plan: Plan): TaskPosition[] {
  return [...allReferringTasks(plan).values()].flat();
}

const sharing = new WeakMap<Plan, readonly TaskPosition[]>();

/** The tasks that revert or repeat others, and those others. */
export function tasksThatShareEffects(plan: Plan): readonly TaskPosition[] {
  const found = sharing.get(plan) ?? positionsWhere(plan, sharesEffects);
  sharing.set(plan, found);
  return found;
}

function sharesEffects(plan: Plan, { step, task }: TaskPosition): boolean {
  const { action, of } = plan.steps[step]!.tasks[task]!;
  return action === 'revert' || of !== null || tasksReferringTo(plan, { step, task }).length > 0;
}

function positionsWhere(plan: Plan, is: (plan: Plan, position: TaskPosition) => boolean): TaskPosition[] {
  return plan.steps.flatMap(({ tasks }, step) =>
    [...tasks.keys()].map((task) => ({ step, task })).filter((position) => is(plan, position)),
  );
}

function allReferringTasks(plan: Plan): ReadonlyMap<string, readonly TaskPosition[]> {
  const all = known.get(plan) ?? referringTasksIn(plan);
  known.set(plan, all);
  return all;
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
