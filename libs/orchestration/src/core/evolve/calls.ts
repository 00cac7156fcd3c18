import { type AttemptEnded, type AttemptStarted, type CallWaiting } from '../events';
import { type AttemptState, type CallState, type UnitState } from '../state';
import { updateCall } from './update';

/** How one unit's calls, forward or back, are told by the events. */

export function attemptStarted(unit: UnitState, event: AttemptStarted, at: number): UnitState {
  const attempt: AttemptState = { n: event.attempt, action: event.action, startedAt: at, endedAt: null, outcome: null };
  const called = updateCall(unit, event.undo, (call) => ({
    ...call,
    attempts: [...call.attempts, attempt],
    target: event.target ?? call.target,
    dueAt: null,
    waitingFor: null,
  }));
  if (event.undo) return withUndoPhase(called, 'calling');
  // From the moment the intent is on disk the call may have gone out, whatever happens to us.
  return {
    ...called,
    phase: 'calling',
    effect: unit.effect === 'none' ? 'unknown' : unit.effect,
    safe: unit.safe || (called.call.target?.safe ?? false),
  };
}

export function attemptEnded(unit: UnitState, event: AttemptEnded, at: number): UnitState {
  const ended = updateCall(unit, event.undo, (call) => ({
    ...call,
    attempts: call.attempts.map((attempt) =>
      attempt.n === event.attempt
        ? {
            ...attempt,
            endedAt: at,
            outcome: event.outcome,
            ...(event.status !== undefined && { status: event.status }),
            ...(event.error !== undefined && { error: event.error }),
          }
        : attempt,
    ),
    unanswered: call.unanswered || PROVES_NOTHING.has(event.outcome),
    noRepeat: call.noRepeat || event.noRepeat === true,
  }));
  if (event.undo) return ended;
  return { ...ended, effect: effectAfter(unit, event) };
}

const PROVES_NOTHING: ReadonlySet<string> = new Set(['unknown', 'in-progress', 'lost']);

function effectAfter(unit: UnitState, { outcome }: AttemptEnded): UnitState['effect'] {
  if (outcome === 'succeeded' || outcome === 'unusable') return 'done';
  if (outcome === 'not-executed') return unit.call.unanswered ? 'unknown' : 'none';
  return 'unknown';
}

export function callWaiting(unit: UnitState, event: CallWaiting): UnitState {
  const waiting = updateCall(unit, event.undo, (call) => ({
    ...call,
    spent: call.spent + (event.spent ? 1 : 0),
    next: event.next,
    dueAt: event.dueAt,
    waitingFor: event.reason,
  }));
  return event.undo ? withUndoPhase(waiting, 'waiting') : { ...waiting, phase: 'waiting' };
}

export function callDue(unit: UnitState, undo: boolean, at: number): UnitState {
  const due = updateCall(unit, undo, (call) => ({ ...call, dueAt: null, since: at, waitingFor: null }));
  return undo ? withUndoPhase(due, 'binding') : { ...due, phase: 'binding' };
}

export function callBlocked(unit: UnitState, undo: boolean, reason: string): UnitState {
  return updateCall(unit, undo, (call): CallState => ({ ...call, waitingFor: reason }));
}

function withUndoPhase(unit: UnitState, phase: 'binding' | 'calling' | 'waiting'): UnitState {
  return unit.undo ? { ...unit, undo: { ...unit.undo, phase } } : unit;
}
