import type { AttemptState, CallState, JobState, RecordedEvent } from '#orchestration';

type AttemptEnded = Extract<RecordedEvent, { type: 'attempt-ended' }>;

/**
 * The attempt that ended, and the service it was made at; null if the state has no such attempt any more. In the place of
 * a call that failed an alternative may have begun with the same write.
 */
export function endedAttempt(state: JobState, event: AttemptEnded) {
  const calls = callsOfUnit(state, event);
  const isMeant = ({ n, endedAt }: AttemptState) => n === event.attempt && endedAt === event.at;
  const call = calls.find(({ attempts }) => attempts.some(isMeant));
  const attempt = call?.attempts.find(isMeant);
  return call?.target && attempt ? { ...attempt, service: call.target.name } : null;
}

function callsOfUnit(state: JobState, { step, task, unit, undo }: AttemptEnded): CallState[] {
  const found = state.steps[step]?.tasks[task]?.units.at(unit);
  const units = found ? [found, ...(found.reaction?.tried ?? []).toReversed()] : [];
  return units.flatMap((one) => (undo ? (one.undo?.call ?? []) : one.call));
}
