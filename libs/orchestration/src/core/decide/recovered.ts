import { type Command } from '../model/commands';
import { type JournalEvent } from '../model/events';
import { type JobState } from '../model/state';
import { type UnitRef } from '../model/unit-state';
import { firstCause } from '../task/first-cause';
import { nextAfterUnknown } from '../task/settle';
import {
  callStateOf,
  isBeingUndone,
  isCallInFlight,
  keyOf,
  type LocatedUnit,
  openUnitsOf,
  revertingUnitsOf,
} from '../queries/units';

const LOST = 'job-control stopped before the response came';

/**
 * After a stop the outcome of calls that were in flight is unknown. They are not executed blindly a second time:
 * forward calls are settled, reverts repeated. It costs the task none of its attempts. Calls `inFlight` are still awaited.
 */
export function onRecovered(state: JobState, now: number, inFlight: readonly UnitRef[] = []): readonly JournalEvent[] {
  const step = state.phase === 'undoing' ? (state.undo?.at ?? -1) : state.cursor;
  if (step < 0 || step >= state.steps.length) return [];
  const underWay = state.phase === 'undoing' ? revertingUnitsOf(state, step) : openUnitsOf(state, step);
  const awaited = new Set(inFlight.map(keyOf));
  const gone = underWay.filter(({ ref }) => !awaited.has(keyOf(ref)));
  return gone.flatMap((located) => recoverUnit(state, located, now));
}

/** A job that goes forward fails; one that is being undone continues its undo. */
export function onUnrecordable(
  state: JobState,
  { message, inFlight }: Extract<Command, { type: 'unrecordable' }>,
  now: number,
): readonly JournalEvent[] {
  const lost = onRecovered(state, now, inFlight);
  if (state.phase !== 'preparing' && state.phase !== 'forward') return lost;
  return [
    ...lost,
    {
      type: 'stopping',
      action: 'fail',
      by: null,
      reason: null,
      failure: { task: null, code: 'internal', message: `the journal cannot hold what the job did next: ${message}` },
      undo: { target: 'failed', to: 0, rerunFrom: null },
    },
  ];
}

function recoverUnit(state: JobState, located: LocatedUnit, now: number): JournalEvent[] {
  const { ref, unit } = located;
  if (!isCallInFlight(unit)) return [];
  const undo = isBeingUndone(unit);
  const call = callStateOf(unit, undo);
  const lost: JournalEvent = {
    type: 'attempt-ended',
    ...ref,
    undo,
    attempt: call.attempts.length,
    outcome: 'lost',
    error: LOST,
  };
  const next = undo || call.next.action === 'poll' ? call.next : nextAfterUnknown(located);
  if (next === null || (state.phase === 'draining' && !undo)) {
    const cause = firstCause(call) ?? { message: LOST };
    return [lost, { type: 'unit-failed', ...ref, code: 'outcome-unknown', ...cause }];
  }
  return [lost, { type: 'call-waiting', ...ref, undo, dueAt: now, next, reason: LOST, spent: false }];
}
