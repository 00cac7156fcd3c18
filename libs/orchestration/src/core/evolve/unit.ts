import { type JournalEvent } from '../model/events';
import { type UnitRef } from '../model/unit-state';
import { attemptEnded, attemptStarted, callBlocked, callDue, callWaiting } from './calls';
import { type ReactionEvent } from './reactions';
import { type UnitDraft } from '../model/unit-copies';

type UnitEvent = Exclude<Extract<JournalEvent, UnitRef>, ReactionEvent>;

/** Applies an event to its unit. */
export function applyToUnit(unit: UnitDraft, event: UnitEvent, at: number): void {
  switch (event.type) {
    case 'unit-prepared':
      unit.phase = 'binding';
      unit.requestId = event.requestId;
      unit.body = event.body ?? null;
      unit.madeId = event.madeId ?? false;
      unit.terms = event.terms ?? null;
      unit.startedAt ??= at;
      unit.call.since = at;
      unit.call.target = event.target ?? unit.call.target;
      return;
    case 'unit-skipped':
      unit.phase = 'skipped';
      unit.skippedBecause = event.because;
      unit.endedAt = at;
      return;
    case 'unit-succeeded':
      unit.phase = 'succeeded';
      unit.status = event.status;
      unit.result = event.result;
      unit.endedAt = at;
      // No other service will be bound.
      unit.terms = null;
      return;
    case 'unit-failed': {
      const { code, message, status } = event;
      unit.phase = 'failed';
      unit.error = { code, message, ...(status !== undefined && { status }) };
      unit.result = event.result;
      unit.endedAt = at;
      unit.call.waitingFor = null;
      unit.call.dueAt = null;
      return;
    }
    case 'attempt-started':
      return attemptStarted(unit, event, at);
    case 'attempt-ended':
      return attemptEnded(unit, event, at);
    case 'call-waiting':
      return callWaiting(unit, event);
    case 'call-due':
      return callDue(unit, event, at);
    case 'call-blocked':
      return callBlocked(unit, event.undo, event.reason);
    case 'late-answer':
      return;
    case 'unit-reverted':
      return undoEnded(unit, event.noop ? 'noop' : 'acknowledged', event.reason, at);
    case 'unit-left-open':
      return undoEnded(unit, 'open', event.reason, at);
    case 'unit-written-off':
      return undoEnded(unit, 'written-off', event.reason, at);
  }
}

function undoEnded(
  { undo }: UnitDraft,
  phase: 'acknowledged' | 'noop' | 'open' | 'written-off',
  reason: string | null,
  at: number,
): void {
  if (!undo) return;
  undo.phase = phase;
  undo.reason = reason;
  undo.endedAt = at;
  undo.call.waitingFor = null;
  undo.call.dueAt = null;
}
