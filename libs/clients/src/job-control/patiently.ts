import { setTimeout as pause } from 'node:timers/promises';
import { ApiError } from '../errors/api-error';
import { UnreachableError } from '../errors/unreachable-error';

export interface Patience {
  /** Milliseconds to keep asking a service that does not respond; without a limit if absent. */
  patienceMs?: number;
  /** Told of every failure that is waited out; may throw to give up. */
  onTrouble?: (error: ApiError | UnreachableError) => void;
}

const FIRST_PAUSE_MS = 250;
/** A service that is back is noticed within this time, however long it was away. */
const LONGEST_PAUSE_MS = 1_000;

/** Asks again while the service is away or overloaded; any other failure, and the last one, is thrown. */
export async function patiently<T>(
  ask: () => Promise<T>,
  { patienceMs = Infinity, onTrouble, signal }: Patience & { signal?: AbortSignal } = {},
): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error) || performance.now() + pauseMs > deadline) throw error;
      onTrouble?.(error);
    }
    await pause(pauseMs, undefined, { signal });
  }
}

function isPassing(error: unknown): error is ApiError | UnreachableError {
  return error instanceof UnreachableError || (error instanceof ApiError && error.passing);
}
