import type { JobView, OpenEffectView, StepView } from '#contract';
import { type OpenEffect, openEffects, undoneNothing } from '../core/open-effects';
import type { JobState, StepState, UndoPhase } from '../core/state';
import type { PlannedStep } from '../core/plan/plan';
import { unitsOf } from '../core/units';
import { waitingFor } from '../core/waiting';
import { optional, rfc3339 } from './format';
import { hasStopped } from './has-stopped';
import { toTaskView } from './task-view';
import { toWaitingView } from './waiting-view';

/** One job with every step and task, as clients see it. `baseUrl` is job-control's public address. */
export function toJobView(state: JobState, baseUrl: string): JobView {
  const cancel = state.requests.findLast(
    ({ action }) => action === 'cancel' || action === 'reject' || action === 'expire',
  );
  const waiting = waitingFor(state);
  const nothingToUndo = undoneNothing(state);
  return {
    id: state.id,
    jobId: state.id,
    status: state.status,
    createdAt: rfc3339(state.createdAt) ?? '',
    run: state.run,
    stateOwned: state.stateDoc?.owned ?? false,
    warnings: [...state.warnings],
    openEffects: openEffects(state).map(toEffectView),
    steps: state.steps.map((step, index) => toStepView(state, step, index)),
    href: `${baseUrl}/jobs/${state.id}`,
    rel: 'job',
    version: state.version,
    ...optional({
      name: state.plan.name,
      submittedBy: state.submittedBy,
      waitingFor: waiting && toWaitingView(waiting),
      startedAt: rfc3339(state.startedAt),
      completedAt: rfc3339(state.endedAt),
      sharedStateURL: state.stateDoc?.address,
      error: state.failure && { ...state.failure, task: state.failure.task ?? undefined },
      nothingToUndo: nothingToUndo.length > 0 ? nothingToUndo.map(toEffectView) : null,
      cancelReason: cancel && (cancel.reason ?? 'cancelled on request'),
    }),
  };
}

function toEffectView({ task, requestId, service, reason }: OpenEffect): OpenEffectView {
  return { task, requestId: requestId ?? '', service: service ?? '', reason };
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
      waitingFor: hasStopped(state)
        ? null
        : (step.waitingFor ?? (step.phase === 'approval' ? approvalOf(planned) : null)),
    }),
  };
}

function approvalOf(planned: PlannedStep | undefined): string {
  const description = planned?.approval?.description ?? null;
  return description === null ? 'an approval' : `an approval: ${description}`;
}

function statusOf(state: JobState, step: StepState, index: number): string {
  const { undo } = state;
  if (step.undone && wasTouched(step)) return undoneStatusOf(step);
  if (undo?.started && undo.at === index && index >= undo.to && wasTouched(step)) return 'reverting';
  return BEGUN.has(step.phase) ? begunStatusOf(state, step) : step.phase;
}

const BEGUN: ReadonlySet<string> = new Set(['checking', 'reading', 'writing', 'approval', 'running']);

function begunStatusOf(state: JobState, { phase, tasks, waitingFor }: StepState): string {
  if (phase === 'running' && tasks.some(({ units }) => units.some((unit) => unit.phase === 'failed'))) return 'failed';
  if (hasStopped(state)) return 'stopped';
  return phase === 'approval' || (phase !== 'running' && waitingFor !== null) ? 'waiting' : 'running';
}

function undoneStatusOf({ tasks, write }: StepState): string {
  const has = (phase: UndoPhase) => tasks.some(({ units }) => units.some(({ undo }) => undo?.phase === phase));
  if (write?.phase === 'open' || has('open')) return 'needs-attention';
  return has('noop') ? 'nothing-to-undo' : 'reverted';
}

/** Whether there was anything to undo in a step; one that only failed has failed, and that is all. */
function wasTouched({ tasks, write }: StepState): boolean {
  return write !== null || tasks.some(({ units }) => units.some(({ effect }) => effect !== 'none'));
}
