import { setTimeout as pause } from 'node:timers/promises';
import { backoffMs } from '#contract/pure';
import { ApiError } from '../errors/api-error';
import { UnreachableError } from '../errors/unreachable-error';

export interface RetryOptions {
  /** Milliseconds to keep asking a service that does not respond; without a limit if absent. */
  retryForMs?: number;
  /** Told of every failure that is waited out; may throw to give up. */
  onRetry?: (error: ApiError | UnreachableError) => void;
}

/** A service that is back is noticed within a second, however long it was away. */
const PAUSES = { firstMs: 250, longestMs: 1_000 };

/** Asks again while the service is away or overloaded; any other failure, and the last one, is thrown. */
export async function retryTransient<T>(
  ask: () => Promise<T>,
  { retryForMs = Infinity, onRetry, signal }: RetryOptions & { signal?: AbortSignal } = {},
): Promise<T> {
  const deadline = performance.now() + retryForMs;
  for (let failures = 1; ; failures++) {
    const pauseMs = backoffMs(failures, PAUSES);
    try {
      return await ask();
    } catch (error) {
      if (!isTransient(error) || performance.now() + pauseMs > deadline) throw error;
      onRetry?.(error);
    }
    await pause(pauseMs, undefined, { signal });
  }
}

function isTransient(error: unknown): error is ApiError | UnreachableError {
  return error instanceof UnreachableError || (error instanceof ApiError && error.transient);
}
