import type { JobView, StepView } from '#contract';
import { openEffects } from '../core/open-effects';
import type { JobState, StepState } from '../core/state';
import { unitsOf } from '../core/units';
import { optional, rfc3339 } from './format';
import { toTaskView } from './task-view';

/** One job with every step and task, as clients see it. `baseUrl` is job-control's public address. */
export function toJobView(state: JobState, baseUrl: string): JobView {
  const cancel = state.requests.findLast(
    ({ action }) => action === 'cancel' || action === 'reject' || action === 'expire',
  );
  return {
    id: state.id,
    jobId: state.id,
    status: state.status,
    createdAt: rfc3339(state.createdAt) ?? '',
    run: state.run,
    stateOwned: state.stateDoc?.owned ?? false,
    warnings: [...state.warnings],
    openEffects: openEffects(state).map(({ task, requestId, service, reason }) => ({
      task,
      requestId: requestId ?? '',
      service: service ?? '',
      reason,
    })),
    steps: state.steps.map((step, index) => toStepView(state, step, index)),
    href: `${baseUrl}/jobs/${state.id}`,
    rel: 'job',
    version: state.version,
    ...optional({
      name: state.plan.name,
      submittedBy: state.submittedBy,
      startedAt: rfc3339(state.startedAt),
      completedAt: rfc3339(state.endedAt),
      sharedStateURL: state.stateDoc?.address,
      error: state.failure && { ...state.failure, task: state.failure.task ?? undefined },
      cancelReason: cancel && (cancel.reason ?? 'cancelled on request'),
    }),
  };
}

function toStepView(state: JobState, step: StepState, index: number): StepView {
  const planned = state.plan.steps[index];
  return {
    name: planned?.name ?? '',
    mode: planned?.mode ?? '',
    status: statusOf(state, step, index),
    tasks: unitsOf(state, index).map((located) => toTaskView(state, located)),
    ...optional({
      description: planned?.description,
      skippedBecause: step.skippedBecause,
      startedAt: rfc3339(step.startedAt),
      completedAt: rfc3339(step.endedAt),
      waitingFor: step.waitingFor ?? (step.phase === 'approval' ? 'an approval' : null),
    }),
  };
}

function statusOf(state: JobState, step: StepState, index: number): string {
  const { undo } = state;
  if (step.undone && wasTouched(step)) return 'reverted';
  if (undo?.started && undo.at === index && index >= undo.to && wasTouched(step)) return 'reverting';
  switch (step.phase) {
    case 'checking':
    case 'reading':
    case 'writing':
      return step.waitingFor === null ? 'running' : 'waiting';
    case 'approval':
      return 'waiting';
    case 'running':
      return step.tasks.some(({ units }) => units.some(({ phase }) => phase === 'failed')) ? 'failed' : 'running';
    default:
      return step.phase;
  }
}

/** Whether there was anything to undo in a step; one that only failed has failed, and that is all. */
function wasTouched({ tasks, write }: StepState): boolean {
  return write !== null || tasks.some(({ units }) => units.some(({ effect }) => effect !== 'none'));
}
