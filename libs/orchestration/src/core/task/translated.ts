import { toMessage, toResponse, toTerms } from '#alps';
import { type AttemptStarted } from '../model/events';
import { type JobState } from '../model/state';
import { type Target } from '../model/unit-state';
import { alternativeOf, type LocatedUnit } from '../queries/units';
import { identified } from './identified';

/** The message for a service that a unit was bound to, if that is not the message it has already. */
export function messageFor(
  state: JobState,
  { ref, unit, planned }: LocatedUnit,
  { translation }: Target,
): Pick<AttemptStarted, 'message' | 'madeId'> {
  const { terms, requestId, call } = unit;
  if (!translation || !terms || requestId === null || planned.of !== null) return {};
  if (JSON.stringify(call.target?.translation) === JSON.stringify(translation)) return {};
  const place = { ...ref, alternative: alternativeOf(unit) };
  const { message, madeId } = identified(state, place, requestId, toMessage(translation, terms));
  return { message, ...(madeId && { madeId }) };
}

/** A response, in the terms of the job. */
export function responseInTerms(target: Target | null, body: unknown): unknown {
  return target?.translation ? toTerms(target.translation, body) : body;
}

/** The opposite: as the service responded. */
export function responseAsSent(target: Target | null, result: unknown): unknown {
  return target?.translation ? toResponse(target.translation, result) : result;
}
