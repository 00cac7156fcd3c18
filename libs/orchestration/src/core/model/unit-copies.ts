import type { Draft } from './state';
import type { CallState, UndoState, UnitState } from './unit-state';

/* Member by member, so that all copies have one hidden class: see evolve/copies.ts. */

/** A unit that may be changed, and its calls with it. */
export interface UnitDraft extends Draft<Omit<UnitState, 'call' | 'undo'>> {
  call: Draft<CallState>;
  undo: UndoDraft | null;
}

interface UndoDraft extends Draft<Omit<UndoState, 'call'>> {
  call: Draft<CallState>;
}

export function copyUnit(unit: UnitState): UnitDraft {
  return {
    phase: unit.phase,
    item: unit.item,
    requestId: unit.requestId,
    body: unit.body,
    madeId: unit.madeId,
    terms: unit.terms,
    call: copyCall(unit.call),
    effect: unit.effect,
    safe: unit.safe,
    startedAt: unit.startedAt,
    endedAt: unit.endedAt,
    status: unit.status,
    result: unit.result,
    error: unit.error,
    skippedBecause: unit.skippedBecause,
    undo: unit.undo && copyUndo(unit.undo),
    reaction: unit.reaction,
  };
}

function copyUndo({ phase, call, reason, endedAt }: UndoState): UndoDraft {
  return { phase, call: copyCall(call), reason, endedAt };
}

function copyCall(call: CallState): Draft<CallState> {
  return {
    attempts: call.attempts,
    spent: call.spent,
    next: call.next,
    unconfirmed: call.unconfirmed,
    noRepeat: call.noRepeat,
    target: call.target,
    dueAt: call.dueAt,
    since: call.since,
    hurried: call.hurried,
    waitingFor: call.waitingFor,
  };
}
