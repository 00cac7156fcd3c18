import { hasEnded } from '#contract/pure';
import { type PendingApproval, pendingApproval } from './pending-approval';
import { type PendingWait, pendingWait } from './pending-wait';
import { type JobState } from '../model/state';
import { type UnitState } from '../model/unit-state';
import { undoTurn } from './undo-turn';
import { callStateOf, isBeingUndone, isUnitFinished, openUnitsOf } from './units';

/** What a job waits for when nothing of it moves. Times are ms since the Unix epoch. */
export interface Waiting {
  readonly kind: 'approval' | 'signal' | 'timer' | 'retry' | 'service';
  /** Name of the step. */
  readonly step: string;
  /** Name of the signal that is waited for. */
  readonly signal?: string;
  readonly description: string | null;
  readonly since: number;
  readonly until: number | null;
}

export function waitingFor(state: JobState): Waiting | null {
  return hasEnded(state) ? null : (waitingAtStep(state) ?? waitingForCalls(state));
}

/** What its step waits for: that may take long, and calls nothing. */
export function waitingAtStep(state: JobState): Waiting | null {
  const approval = pendingApproval(state);
  if (approval !== null) return waitingForApproval(approval);
  const wait = pendingWait(state);
  return wait && waitingForWait(wait);
}

function waitingForWait({ name: step, description, wait, since, until }: PendingWait): Waiting {
  const timing = { step, description, since, until };
  return wait.kind === 'timer' ? { kind: 'timer', ...timing } : { kind: 'signal', signal: wait.signal, ...timing };
}

function waitingForApproval({ name, description, since, dueAt }: PendingApproval): Waiting {
  return { kind: 'approval', step: name, description, since, until: Number.isFinite(dueAt) ? dueAt : null };
}

/** Null while a call is under way, or about to be. */
function waitingForCalls(state: JobState): Waiting | null {
  const undo = state.phase === 'undoing';
  const index = undo ? (state.undo?.at ?? -1) : state.cursor;
  const step = state.plan.steps[index]?.name;
  if (step === undefined || state.phase === 'preparing') return null;
  const open = undo ? undoTurn(state, index) : openUnitsOf(state, index).filter(({ unit }) => isUnderWay(unit));
  const waits = open.map(({ unit }) => waitOf(unit, isBeingUndone(unit)));
  const [first] = waits.toSorted((one, other) => (one?.until ?? Infinity) - (other?.until ?? Infinity));
  return first == null || waits.includes(null) ? null : { ...first, step };
}

function isUnderWay(unit: UnitState): boolean {
  return isBeingUndone(unit) || !isUnitFinished(unit);
}

function waitOf(unit: UnitState, undo: boolean) {
  const { waitingFor: description, dueAt, attempts, next, since } = callStateOf(unit, undo);
  const phase = undo ? unit.undo?.phase : unit.phase;
  if (description === null) return null;
  if (phase === 'binding') return { kind: 'service' as const, description, since, until: null };
  if (phase !== 'waiting') return null;
  const kind = next.action === 'poll' ? ('service' as const) : ('retry' as const);
  return { kind, description, since: attempts.at(-1)?.endedAt ?? since, until: dueAt };
}

/** Whether the job no longer proceeds: a unit that is not finished then neither runs nor waits. */
export function hasStopped({ phase, status }: JobState): boolean {
  return status === 'killed' || phase === 'undoing' || phase === 'ended';
}
