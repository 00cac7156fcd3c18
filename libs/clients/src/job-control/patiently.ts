import { setTimeout as pause } from 'node:timers/promises';
import { ApiError } from '../errors/api-error';
import { UnreachableError } from '../errors/unreachable-error';

export interface Patience {
  /** Milliseconds to keep asking a service that does not answer; 60 s when not said. */
  patienceMs?: number;
  /** Told of every failure that is waited out; may throw to give up. */
  onTrouble?: (error: ApiError | UnreachableError) => void;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4_000;

/** Asks again while the service is away or overloaded; any other failure, and the last one, is thrown. */
export async function patiently<T>(
  ask: () => Promise<T>,
  { patienceMs = 60_000, onTrouble, signal }: Patience & { signal?: AbortSignal } = {},
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error) || Date.now() + pauseMs > deadline) throw error;
      onTrouble?.(error);
    }
    await pause(pauseMs, undefined, { signal });
  }
}

function isPassing(error: unknown): error is ApiError | UnreachableError {
  return error instanceof UnreachableError || (error instanceof ApiError && error.passing);
}
