import { type JobEvent } from '../events';
import { type JobState } from '../state';
import { firstCause } from '../task/first-cause';
import { nextAfterUnknown } from '../task/settle';
import { callOf, type LocatedUnit, unitsOf } from '../units';

const LOST = 'job-control stopped before the answer came';

/**
 * After a stop nobody knows what came of the calls that were in flight. They are not executed blindly a second time:
 * forward calls are settled, reverts repeated. It costs the task none of its attempts.
 */
export function recovered(state: JobState, now: number): readonly JobEvent[] {
  const step = state.phase === 'undoing' ? (state.undo?.at ?? -1) : state.cursor;
  if (step < 0 || step >= state.steps.length) return [];
  return unitsOf(state, step).flatMap((located) => recoverUnit(state, located, now));
}

function recoverUnit(state: JobState, located: LocatedUnit, now: number): JobEvent[] {
  const { ref, unit } = located;
  const undo = state.phase === 'undoing';
  const calling = undo ? unit.undo?.phase === 'calling' : unit.phase === 'calling';
  if (!calling) return [];
  const call = callOf(unit, undo);
  const lost: JobEvent = {
    type: 'attempt-ended',
    ...ref,
    undo,
    attempt: call.attempts.length,
    outcome: 'lost',
    error: LOST,
  };
  const next = undo || call.next.action === 'poll' ? call.next : nextAfterUnknown(located);
  if (next === null || state.phase === 'draining') {
    const cause = firstCause(call) ?? { message: LOST };
    return [lost, { type: 'unit-failed', ...ref, code: 'outcome-unknown', ...cause }];
  }
  return [lost, { type: 'call-waiting', ...ref, undo, dueAt: now, next, reason: LOST, spent: false }];
}
