import { runToEnd } from '#contract';
import { inTurns } from '../time-slices';

/** JSON of this size is read in one go, which takes 10 ms at most. */
export const AT_ONCE_BYTES = 64 * 1024;

/** Reads JSON, in turns of the event loop where it is large. */
export async function readInTurns<T>(json: Uint8Array, read: (json: Uint8Array) => Iterator<unknown, T>): Promise<T> {
  return json.length > AT_ONCE_BYTES ? inTurns(read(json)) : runToEnd(read(json));
}
