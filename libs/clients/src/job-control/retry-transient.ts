import { setTimeout as pause } from 'node:timers/promises';
import { backoffMs } from '#contract/pure';
import { ApiError } from '../errors/api-error';
import { UnreachableError } from '../errors/unreachable-error';

export interface RetryOptions {
  /** Milliseconds to retry while a service does not respond; without a limit if absent. */
  retryForMs?: number;
  /** Called for every failure that is retried; may throw to give up. */
  onRetry?: (error: ApiError | UnreachableError) => void;
}

/** A service is retried at least once a second, however long it was away. */
const PAUSES = { firstMs: 250, longestMs: 1_000 };

/** Retries while the service is away or overloaded; throws any other failure, and the last one. */
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
