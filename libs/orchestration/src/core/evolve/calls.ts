import { type AttemptEnded, type AttemptStarted, type CallWaiting } from '../events';
import { type AttemptState, type UnitState } from '../state';
import { callOf } from '../units';
import { unitWith } from './copies';
import { withCall } from './update';

/** How one unit's calls, forward or back, are told by the events. */

export function attemptStarted(unit: UnitState, event: AttemptStarted, at: number): UnitState {
  const { undo, attempt: n, action } = event;
  const attempt: AttemptState = { n, action, startedAt: at, endedAt: null, outcome: null };
  const { attempts, target } = callOf(unit, undo);
  const called = withCall(unit, undo, {
    attempts: [...attempts, attempt],
    target: event.target ?? target,
    dueAt: null,
    waitingFor: null,
  });
  if (undo) return withUndoPhase(called, 'calling');
  // From the moment the intent is on disk the call may have gone out, whatever happens to us.
  return unitWith(called, {
    phase: 'calling',
    effect: unit.effect === 'none' ? 'unknown' : unit.effect,
    safe: unit.safe || (called.call.target?.safe ?? false),
  });
}

export function attemptEnded(unit: UnitState, event: AttemptEnded, at: number): UnitState {
  const { attempts, unanswered, noRepeat } = callOf(unit, event.undo);
  const ended = withCall(unit, event.undo, {
    attempts: attempts.map((attempt) => (attempt.n === event.attempt ? endOf(attempt, event, at) : attempt)),
    unanswered: unanswered || PROVES_NOTHING.has(event.outcome),
    noRepeat: noRepeat || event.noRepeat === true,
  });
  return event.undo ? ended : unitWith(ended, { effect: effectAfter(unit, event) });
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

function effectAfter(unit: UnitState, { outcome }: AttemptEnded): UnitState['effect'] {
  if (outcome === 'succeeded' || outcome === 'unusable') return 'done';
  if (outcome === 'not-executed') return unit.call.unanswered ? 'unknown' : 'none';
  return 'unknown';
}

export function callWaiting(unit: UnitState, event: CallWaiting): UnitState {
  const { undo, next, dueAt, reason, spent } = event;
  const before = callOf(unit, undo).spent;
  const waiting = withCall(unit, undo, { spent: before + (spent ? 1 : 0), next, dueAt, waitingFor: reason });
  return undo ? withUndoPhase(waiting, 'waiting') : unitWith(waiting, { phase: 'waiting' });
}

export function callDue(unit: UnitState, undo: boolean, at: number): UnitState {
  const due = withCall(unit, undo, { dueAt: null, since: at, waitingFor: null });
  return undo ? withUndoPhase(due, 'binding') : unitWith(due, { phase: 'binding' });
}

export function callBlocked(unit: UnitState, undo: boolean, reason: string): UnitState {
  return withCall(unit, undo, { waitingFor: reason });
}

function withUndoPhase(unit: UnitState, phase: 'binding' | 'calling' | 'waiting'): UnitState {
  return unit.undo ? unitWith(unit, { undo: { ...unit.undo, phase } }) : unit;
}
