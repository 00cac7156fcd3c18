import type { JsonObject } from '#contract/pure';
import { type JobState } from '../model/state';
import { type UnitRef } from '../model/unit-state';
import { derivedId } from './derived-id';
import { identify } from './message';

/** A message with the ids of its call; `madeId`: the id of its record is made, too. */
export function identified(
  { id: jobId, run }: Pick<JobState, 'id' | 'run'>,
  place: UnitRef & { readonly alternative: number },
  requestId: string,
  input: JsonObject,
): { message: JsonObject; madeId: boolean } {
  let made: string | undefined;
  const newId = (): string => (made = derivedId('create', jobId, run, place));
  const message = identify(input, { requestId, jobId, newId });
  return { message, madeId: made !== undefined };
}
