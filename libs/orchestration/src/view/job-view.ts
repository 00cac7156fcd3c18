import type { JobView } from '#contract';
import { runToEnd } from '#contract/pure';
import type { JobState } from '../core/model/state';
import { Budget } from './budget';
import { toJobOutline } from './job-outline';
import { toStepView } from './step-view';
import { ShownTasks } from './task-page';

/** Less than a MiB, to leave room for the envelope. */
const VIEW_BYTES = 1_000_000;
/** How many steps are shown in full; the others are abbreviated. */
const STEP_BYTES = 384 * 1024;
const TASKS_IN_STEP = 250;
const TASKS_IN_JOB = 2_000;

/** Increased where the same job is shown otherwise: views that are kept of an older format are made again. */
export const VIEW_FORMAT = 1;

/**
 * One job with its steps and tasks, as clients see it: all of them, or as many as fit, with the address of the others.
 * Neither its size nor its cost depend on the size of the job.
 */
export function toJobView(state: JobState, baseUrl: string): JobView {
  return runToEnd(viewing(state, baseUrl));
}

/** The same, step by step. */
export function* viewing(state: JobState, baseUrl: string): Generator<void, JobView> {
  const budget = new Budget(VIEW_BYTES);
  const outline = toJobOutline(state, baseUrl);
  budget.spend(outline);
  const steps = budget.part(STEP_BYTES, (part) =>
    state.steps.map((_, index) => toStepView(state, index, baseUrl, part)),
  );
  const shown = new ShownTasks(state, baseUrl, budget);
  for (const index of theCurrentFirst(state)) {
    yield;
    const step = steps[index]!;
    step.tasks = shown.add({ step: index, from: 0, most: Math.min(TASKS_IN_STEP, TASKS_IN_JOB - shown.count) });
    if (step.tasks.length < step.taskCount!) continue;
    delete step.taskCount;
    delete step.tasksHref;
  }
  yield;
  yield* shown.addingResults();
  return { ...outline, steps };
}

/** The current step comes first: there may be no room for all. */
function theCurrentFirst({ steps, cursor }: JobState): number[] {
  const others = [...steps.keys()].filter((index) => index !== cursor);
  return cursor < steps.length ? [cursor, ...others] : others;
}
