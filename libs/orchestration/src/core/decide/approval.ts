import { hasEnded } from '#contract/pure';
import { phaseAfterApproval } from '../advance/forward';
import { type OperatorCommand } from '../model/commands';
import { type JournalEvent } from '../model/events';
import { type PendingApproval, pendingApproval } from '../queries/pending-approval';
import { type JobState, type OperatorRequest } from '../model/state';
import { stepAt } from '../queries/units';
import { ActionRefused } from './action-refused';
import { recordedRequest, requestOf } from './request-of';

type Decision = Extract<OperatorCommand, { type: 'approve' | 'reject' }>;

/** An approval names its step, so that one that comes late cannot release the next. */
export function onApprove(state: JobState, decision: Decision, now: number): readonly JournalEvent[] {
  const approval = approvalFor(state, decision, now);
  if (approval === null) return [];
  const next = phaseAfterApproval(stepAt(state, approval.step).plan);
  return [{ type: 'step-approved', step: approval.step, next, ...requestOf(decision) }];
}

export function onReject(state: JobState, decision: Decision, now: number): readonly JournalEvent[] {
  const approval = approvalFor(state, decision, now);
  if (approval === null) return [];
  const undo = { target: 'cancelled', to: 0, rerunFrom: null } as const;
  return [{ type: 'stopping', action: 'reject', step: approval.step, undo, ...requestOf(decision) }];
}

/**
 * The approval that is decided; null if the same request was recorded before.
 * @throws ActionRefused where that step does not wait, or no longer.
 */
function approvalFor(state: JobState, decision: Decision, now: number): PendingApproval | null {
  const { type, step: name } = decision;
  const recorded = recordedRequest(state, decision);
  if (recorded) return repeated(state, decision, recorded);
  const approval = pendingApproval(state);
  if (approval === null || (name !== undefined && approval.name !== name)) {
    throw new ActionRefused(
      `cannot ${type}${name === undefined ? '' : ` step "${name}"`}: ${whyNot(state, name, approval)}`,
    );
  }
  if (now >= approval.dueAt) {
    throw new ActionRefused(
      `step "${approval.name}" was not approved within ${approval.timeoutMs ?? 0} ms and counts as refused`,
    );
  }
  return approval;
}

function repeated(state: JobState, { type, step }: Decision, { action, step: index }: OperatorRequest): null {
  const name = index === null ? undefined : stepAt(state, index).plan.name;
  if (action === type && (step === undefined || step === name)) return null;
  throw new ActionRefused(`this Idempotency-Key was used to ${action} step "${name ?? ''}"`);
}

function whyNot(state: JobState, name: string | undefined, approval: PendingApproval | null): string {
  const waits = approval === null ? 'the job does not wait for an approval' : whatWaits(approval);
  const reasons = name === undefined ? [waits] : [whyNotWaiting(state, name), waits];
  if (hasEnded(state)) reasons.push(`it is ${state.status}`);
  else if (state.phase === 'draining' || state.phase === 'undoing') reasons.push('the job is being undone');
  return reasons.join('; ');
}

function whatWaits({ name, description }: PendingApproval): string {
  return `step "${name}" waits for an approval${description === null ? '' : ` (${description})`}`;
}

/** Why the named step does not wait for an approval. */
function whyNotWaiting(state: JobState, name: string): string {
  const index = state.plan.steps.findIndex((step) => step.name === name);
  if (index < 0) return 'the job has no such step';
  const { plan, step } = stepAt(state, index);
  if (plan.approval === null) return 'it needs no approval';
  if (step.phase === 'skipped') return `it was skipped: ${step.skippedBecause ?? ''}`;
  if (step.phase === 'pending' || step.phase === 'checking') return 'it has not come to that yet';
  const recorded = state.requests.findLast((request) => request.step === index);
  if (recorded === undefined) return 'it does not wait any more';
  const by = recorded.by === null ? '' : ` by ${recorded.by}`;
  const at = new Date(recorded.at).toISOString();
  return `it was ${recorded.action === 'approve' ? 'approved' : 'rejected'} already${by} at ${at}`;
}
