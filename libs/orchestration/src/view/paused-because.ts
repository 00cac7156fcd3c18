import type { FailedTaskView, PausedBecauseView } from '#contract';
import type { JobState } from '../core/model/state';
import { type FailedWait, failuresToDecide, waitToDecide } from '../core/queries/reactions';
import { addressOf, type LocatedUnit } from '../core/queries/units';
import { brief } from './brief';
import { Budget } from './budget';

const MOST_LISTED = 100;
const FAILURE_BYTES = 64 * 1024;

/** What an operator has to decide about; null where the job is paused for another reason. */
export function pausedBecause(state: JobState): PausedBecauseView | null {
  if (!state.paused) return null;
  const wait = waitToDecide(state);
  const failed = failuresToDecide(state);
  const shown = wait === null ? failed.slice(0, MOST_LISTED).map(toFailedTask) : [toFailedWait(wait)];
  const [first] = shown;
  if (first === undefined) return null;
  const failures = new Budget(FAILURE_BYTES).first(shown, MOST_LISTED);
  const step = brief(state.plan.steps[state.cursor]?.name ?? '');
  return { step, ...first, failures, ...(failures.length < failed.length && { failureCount: failed.length }) };
}

/** A step that waits has no task: its own name is what can be skipped. */
function toFailedWait({ name, error }: FailedWait): FailedTaskView {
  return { task: brief(name), error: { code: error.code, message: brief(error.message) } };
}

function toFailedTask(located: LocatedUnit): FailedTaskView {
  const { code, message, status } = located.unit.error ?? { code: 'internal', message: 'the task failed' };
  return {
    task: brief(addressOf(located)),
    error: { code, message: brief(message), ...(status !== undefined && { status }) },
  };
}
