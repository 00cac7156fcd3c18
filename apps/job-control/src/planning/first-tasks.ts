import type { JobPlanView, PlannedStepView } from '#contract';

/** The most tasks a plan shows. */
const MOST_TOLD = 1_000;

/** The steps with as many tasks as a plan shows, and the number of the others. */
export function firstTasks(steps: readonly PlannedStepView[]): Pick<JobPlanView, 'steps' | 'tasksLeftOut'> {
  const told: PlannedStepView[] = [];
  let room = MOST_TOLD;
  for (const step of steps) {
    if (room === 0) break;
    const tasks = step.tasks.slice(0, room);
    room -= tasks.length;
    told.push({ ...step, tasks });
  }
  const leftOut = steps.reduce((sum, { tasks }) => sum + tasks.length, 0) - (MOST_TOLD - room);
  return leftOut === 0 ? { steps: told } : { steps: told, tasksLeftOut: leftOut };
}
