import { type Command } from '../model/commands';
import { type JournalEvent } from '../model/events';
import { type JobState } from '../model/state';
import { type Target } from '../model/unit-state';
import { firstCause } from '../task/first-cause';
import { messageFor } from '../task/translated';
import { nextWhileInProgress } from '../task/settle';
import { callStateOf, type LocatedUnit, unitAt } from '../queries/units';
import { REVERT } from '../queries/mark-for-undo';
import { revertAgain } from './revert-response';

type Is<T extends Command['type']> = Extract<Command, { type: T }>;

/** An instance was found: the next attempt begins. */
export function onBound(state: JobState, command: Is<'bound'>, now: number): readonly JournalEvent[] {
  const { undo, target } = command;
  const located = unitAt(state, command);
  const { ref, unit } = located;
  if (!isLooking(state, command)) return [];
  const call = callStateOf(unit, undo);
  if (call.next.action === 'poll' && call.target?.url !== target.url) return [askAnew(located, undo, now)];
  return [
    {
      type: 'attempt-started',
      ...ref,
      undo,
      attempt: call.attempts.length + 1,
      action: call.next.action,
      ...(call.next.settles && { settles: true }),
      ...(sameTarget(call.target, target) ? {} : { target }),
      ...(!undo && messageFor(state, located, target)),
    },
  ];
}

const MOVED = 'the instance that was to be asked for the response is not there any more';

/** At that address another instance has the result of another call. */
function askAnew(located: LocatedUnit, undo: boolean, now: number): JournalEvent {
  const { ref } = located;
  const next = undo ? REVERT : nextWhileInProgress(located);
  if (next === null) return { type: 'unit-failed', ...ref, code: 'cannot-settle', message: MOVED };
  return { type: 'call-waiting', ...ref, undo, dueAt: now, next, reason: MOVED, spent: false };
}

function sameTarget(known: Target | null, target: Target): boolean {
  return known !== null && JSON.stringify(known) === JSON.stringify(target);
}

/** No instance was found in time. */
export function onNotBound(state: JobState, command: Is<'not-bound'>, now: number): readonly JournalEvent[] {
  if (!isLooking(state, command)) return [];
  const located = unitAt(state, command);
  if (command.undo) return revertAgain(located, { message: command.message }, now);
  const cause = located.unit.effect === 'unknown' ? firstCause(located.unit.call) : null;
  const failure = cause
    ? { code: 'outcome-unknown' as const, ...cause }
    : { code: 'no-service' as const, message: command.message };
  return [{ type: 'unit-failed', ...located.ref, ...failure }];
}

export function onBlocked(state: JobState, command: Is<'blocked'>): readonly JournalEvent[] {
  if (!isLooking(state, command)) return [];
  const { ref, unit } = unitAt(state, command);
  if (callStateOf(unit, command.undo).waitingFor === command.reason) return [];
  return [{ type: 'call-blocked', ...ref, undo: command.undo, reason: command.reason }];
}

export function onStepBlocked(state: JobState, { step, reason }: Is<'step-blocked'>): readonly JournalEvent[] {
  return state.steps[step]?.waitingFor === reason ? [] : [{ type: 'step-waiting', step, reason }];
}

function isLooking(state: JobState, command: Is<'bound' | 'not-bound' | 'blocked'>): boolean {
  const { unit } = unitAt(state, command);
  const goesForward = state.phase === 'forward' && !state.paused;
  if (!command.undo) return goesForward && unit.phase === 'binding';
  return (
    (goesForward || state.phase === 'undoing') && (unit.undo?.phase === 'pending' || unit.undo?.phase === 'binding')
  );
}
