import { type Draft } from './state';
import { type CallState, type NextCall, type UnitState } from './unit-state';

export function initialUnit(next: NextCall, item?: unknown): UnitState {
  return {
    phase: 'new',
    item,
    requestId: null,
    body: null,
    madeId: false,
    terms: null,
    call: initialCall(next),
    effect: 'none',
    safe: false,
    startedAt: null,
    endedAt: null,
    status: undefined,
    result: undefined,
    error: null,
    skippedBecause: null,
    undo: null,
    reaction: null,
  };
}

export function initialCall(next: NextCall): Draft<CallState> {
  return {
    attempts: NONE,
    spent: 0,
    next,
    unconfirmed: false,
    noRepeat: false,
    target: null,
    dueAt: null,
    since: 0,
    hurried: false,
    waitingFor: null,
  };
}

const NONE: readonly never[] = [];
