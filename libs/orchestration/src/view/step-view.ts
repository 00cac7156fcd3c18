import type { StepView } from '#contract';
import type { PlannedStep } from '../core/plan/plan';
import type { JobState, StepState } from '../core/model/state';
import { isBeingUndone, unitCount } from '../core/queries/units';
import { brief } from './brief';
import type { Budget } from './budget';
import { optional, rfc3339 } from './format';
import { hasStopped } from '../core/queries/waiting';
import { tasksHref } from './links';
import { StepWrites } from './step-writes';

/** Characters of a step's name if there is no room for more. */
const SHORT = 40;

/** A step without its tasks, but with their number and address; abbreviated if the budget requires it. */
export function toStepView(state: JobState, index: number, baseUrl: string, budget: Budget): StepView {
  const step = state.steps[index]!;
  const planned = state.plan.steps[index]!;
  const terse = {
    name: brief(planned.name, SHORT),
    mode: planned.mode,
    status: statusOf(state, step, index),
    tasks: [],
    taskCount: unitCount(state, index),
    tasksHref: tasksHref(state, index, baseUrl),
  };
  const full = {
    ...terse,
    name: brief(planned.name),
    ...optional({
      description: brief(planned.description),
      skippedBecause: brief(step.skippedBecause),
      startedAt: rfc3339(step.startedAt),
      completedAt: rfc3339(step.endedAt),
      waitingFor: hasStopped(state) ? null : brief(step.waitingFor ?? whatItWaitsFor(planned, step)),
      stateWrites: planned.wait && new StepWrites(step).ofSignal(),
    }),
  };
  if (budget.take(full)) return full;
  budget.spend(terse);
  return terse;
}

function whatItWaitsFor(planned: PlannedStep, { phase, wait }: StepState): string | null {
  if (phase === 'approval') return approvalOf(planned);
  if (phase !== 'waiting' || planned.wait === null) return null;
  const until = wait?.until == null ? '' : `until ${rfc3339(wait.until) ?? ''}`;
  return planned.wait.kind === 'timer' ? until : `the signal "${planned.wait.signal}" ${until}`.trimEnd();
}

function approvalOf(planned: PlannedStep): string {
  const description = planned.approval?.description ?? null;
  return description === null ? 'an approval' : `an approval: ${description}`;
}

function statusOf(state: JobState, step: StepState, index: number): StepView['status'] {
  const { undo } = state;
  if (step.undone && wasTouched(step)) return undoneStatusOf(step);
  if (undo?.started && undo.at === index && index >= undo.to && wasTouched(step)) return 'reverting';
  switch (step.phase) {
    case 'pending':
    case 'completed':
    case 'skipped':
    case 'failed':
      return step.phase;
    default:
      return begunStatusOf(state, step);
  }
}

function begunStatusOf(state: JobState, step: StepState): StepView['status'] {
  const { phase, tally, waitingFor } = step;
  if (phase === 'running' && tally.failed > 0 && !isUndoingAlone(step)) return 'failed';
  if (hasStopped(state)) return 'stopped';
  return phase === 'approval' || phase === 'waiting' || (phase !== 'running' && waitingFor !== null)
    ? 'waiting'
    : 'running';
}

/** Whether what failed is being undone while the step goes on. */
function isUndoingAlone({ tasks, marked }: StepState): boolean {
  return !marked && tasks.some(({ open, units }) => open.some((unit) => isBeingUndone(units.at(unit)!)));
}

function undoneStatusOf({ tally, write }: StepState): StepView['status'] {
  if (write?.phase === 'open' || tally.open > 0) return 'needs-attention';
  return tally.noop > 0 ? 'nothing-to-undo' : 'reverted';
}

/** Whether there was anything to undo in a step. */
function wasTouched({ tally, write }: StepState): boolean {
  return write !== null || tally.touched > 0;
}
