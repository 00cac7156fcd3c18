import { type AttemptEnded, type AttemptStarted, type CallWaiting, type JournalEvent } from '../model/events';
import { type Draft } from '../model/state';
import { type AttemptState, type CallState, type UnitState } from '../model/unit-state';
import { type UnitDraft } from '../model/unit-copies';

/** Events of one unit's calls, forward and revert. */

export function attemptStarted(unit: UnitDraft, event: AttemptStarted, at: number): void {
  const { undo, attempt: n, action } = event;
  const call = begin(unit, undo, 'calling');
  if (!call) return;
  call.attempts = [...call.attempts, { n, action, startedAt: at, endedAt: null, outcome: null }];
  call.target = event.target ?? call.target;
  call.dueAt = null;
  call.hurried = false;
  call.waitingFor = null;
  if (undo) return;
  if (event.message !== undefined) {
    unit.body = event.message;
    unit.madeId = event.madeId ?? false;
  }
  // Once the intent is on disk the request may have been sent, even if this process is killed.
  if (unit.effect === 'none') unit.effect = 'unknown';
  unit.safe ||= call.target?.safe ?? false;
}

export function attemptEnded(unit: UnitDraft, event: AttemptEnded, at: number): void {
  const call = callOf(unit, event.undo);
  if (!call) return;
  // What is done is done, whatever comes of asking again.
  if (!event.undo && unit.effect !== 'done') unit.effect = effectAfter(call, event);
  call.attempts = call.attempts.map((attempt) => (attempt.n === event.attempt ? endOf(attempt, event, at) : attempt));
  call.unconfirmed ||= PROVES_NOTHING.has(event.outcome);
  call.noRepeat ||= event.noRepeat === true;
}

function endOf(attempt: AttemptState, { outcome, status, error }: AttemptEnded, at: number): AttemptState {
  const { n, action, startedAt } = attempt;
  return {
    n,
    action,
    startedAt,
    endedAt: at,
    outcome,
    ...(status !== undefined && { status }),
    ...(error !== undefined && { error }),
  };
}

const PROVES_NOTHING: ReadonlySet<string> = new Set(['unknown', 'in-progress', 'lost']);

/** `before` is the call as it was until this attempt ended. */
function effectAfter(before: CallState, { outcome }: AttemptEnded): UnitState['effect'] {
  if (outcome === 'succeeded' || outcome === 'unusable') return 'done';
  if (outcome === 'not-executed') return before.unconfirmed && !hasProbed(before) ? 'unknown' : 'none';
  return 'unknown';
}

/** A `read` without a record proves that no earlier request had an effect. */
function hasProbed({ next }: CallState): boolean {
  return next.action === 'read';
}

export function callWaiting(unit: UnitDraft, event: CallWaiting): void {
  const call = begin(unit, event.undo, 'waiting');
  if (!call) return;
  if (event.spent) call.spent += 1;
  call.next = event.next;
  call.dueAt = event.dueAt;
  call.waitingFor = event.reason;
}

export function callDue(unit: UnitDraft, { undo, hurried = false }: CallDue, at: number): void {
  const call = begin(unit, undo, 'binding');
  if (!call) return;
  call.dueAt = null;
  // The time limit for an unavailable service is for all attempts together.
  if (hurried || call.attempts.at(-1)?.outcome !== 'not-executed') call.since = at;
  call.hurried = hurried;
  call.waitingFor = null;
}

type CallDue = Extract<JournalEvent, { type: 'call-due' }>;

export function callBlocked(unit: UnitDraft, undo: boolean, reason: string): void {
  const call = callOf(unit, undo);
  if (call) call.waitingFor = reason;
}

/** The forward call, or the revert where there is one. */
function callOf({ call, undo: revert }: UnitDraft, undo: boolean): Draft<CallState> | undefined {
  return undo ? revert?.call : call;
}

/** Puts the unit, or its revert, into a phase, and returns the call. */
function begin(unit: UnitDraft, undo: boolean, phase: 'binding' | 'calling' | 'waiting'): Draft<CallState> | undefined {
  const place = undo ? unit.undo : unit;
  if (place) place.phase = phase;
  return place?.call;
}
