import { phaseAfterGates } from '../advance/forward';
import { type OperatorCommand } from '../commands';
import { type JobEvent, type Requested } from '../events';
import { hasEnded } from '../evolve/evolve';
import { type Gate, waitingGate } from '../gate';
import { type JobState, type OperatorRequest } from '../state';
import { stepAt } from '../units';
import { ActionRefused } from './action-refused';

type Answer = Extract<OperatorCommand, { type: 'approve' | 'reject' }>;

/** An approval names its step, so that one that comes late cannot release the next. */
export function approve(state: JobState, answer: Answer, now: number): readonly JobEvent[] {
  const gate = gateFor(state, answer, now);
  if (gate === null) return [];
  const next = phaseAfterGates(stepAt(state, gate.step).plan);
  return [{ type: 'step-approved', step: gate.step, next, ...requestOf(answer) }];
}

export function reject(state: JobState, answer: Answer, now: number): readonly JobEvent[] {
  const gate = gateFor(state, answer, now);
  if (gate === null) return [];
  const undo = { target: 'cancelled', to: 0, rerunFrom: null } as const;
  return [{ type: 'stopping', action: 'reject', step: gate.step, undo, ...requestOf(answer) }];
}

/**
 * The step that is answered; null where the same request was recorded before.
 * @throws ActionRefused where that step does not wait, or no longer.
 */
function gateFor(state: JobState, answer: Answer, now: number): Gate | null {
  const { type, step: name, requestKey } = answer;
  const recorded = state.requests.find((request) => requestKey !== undefined && request.requestKey === requestKey);
  if (recorded) return repeated(state, answer, recorded);
  const gate = waitingGate(state);
  if (gate === null || (name !== undefined && gate.name !== name)) {
    throw new ActionRefused(
      `cannot ${type}${name === undefined ? '' : ` step "${name}"`}: ${whyNot(state, name, gate)}`,
    );
  }
  if (now >= gate.dueAt) {
    throw new ActionRefused(
      `step "${gate.name}" was not approved within ${gate.timeoutMs ?? 0} ms and counts as refused`,
    );
  }
  return gate;
}

function repeated(state: JobState, { type, step }: Answer, { action, step: index }: OperatorRequest): null {
  const name = index === null ? undefined : stepAt(state, index).plan.name;
  if (action === type && (step === undefined || step === name)) return null;
  throw new ActionRefused(`this Idempotency-Key was used to ${action} step "${name ?? ''}"`);
}

function whyNot(state: JobState, name: string | undefined, gate: Gate | null): string {
  const waits = gate === null ? 'the job does not wait for an approval' : whatWaits(gate);
  const reasons = name === undefined ? [waits] : [stateOfGate(state, name), waits];
  if (hasEnded(state)) reasons.push(`it is ${state.status}`);
  else if (state.phase === 'draining' || state.phase === 'undoing') reasons.push('the job is being undone');
  return reasons.join('; ');
}

function whatWaits({ name, description }: Gate): string {
  return `step "${name}" waits for an approval${description === null ? '' : ` (${description})`}`;
}

/** Why the named step is none that waits. */
function stateOfGate(state: JobState, name: string): string {
  const index = state.plan.steps.findIndex((step) => step.name === name);
  if (index < 0) return 'the job has no such step';
  const { plan, step } = stepAt(state, index);
  if (plan.approval === null) return 'it needs no approval';
  if (step.phase === 'skipped') return `it was skipped: ${step.skippedBecause ?? ''}`;
  if (step.phase === 'pending' || step.phase === 'checking') return 'it has not come to that yet';
  const answered = state.requests.findLast((request) => request.step === index);
  if (answered === undefined) return 'it does not wait any more';
  const by = answered.by === null ? '' : ` by ${answered.by}`;
  const at = new Date(answered.at).toISOString();
  return `it was ${answered.action === 'approve' ? 'approved' : 'rejected'} already${by} at ${at}`;
}

function requestOf({ by, reason, requestKey }: Answer): Requested & { requestKey?: string } {
  return { by, reason, ...(requestKey !== undefined && { requestKey }) };
}
