import { type JournalEvent } from '../model/events';
import { type Failure } from '../model/state';
import { addressOf, type LocatedUnit } from '../queries/units';

/** The job fails: what it did is undone. */
export function fail(failure: Failure): JournalEvent {
  const undo = { target: 'failed', to: 0, rerunFrom: null } as const;
  return { type: 'stopping', action: 'fail', by: null, reason: null, failure, undo };
}

/** The job pauses: an operator decides what follows. */
export function pauseAfter(failure: Failure): JournalEvent {
  return { type: 'paused', by: null, reason: null, failure };
}

export function failureOf(located: LocatedUnit): Failure {
  const { code, message, status } = located.unit.error ?? { code: 'internal', message: 'the task failed' };
  return { task: addressOf(located), code, message, ...(status !== undefined && { status }) };
}
