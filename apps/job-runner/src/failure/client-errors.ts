import type { ApiError, UnreachableError } from '#clients';

// The clients are loaded only when needed, so their errors are known by name.

export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && error.name === 'ApiError';
}

export function isUnreachable(error: unknown): error is UnreachableError {
  return error instanceof Error && error.name === 'UnreachableError';
}

/** Whether a call that failed certainly did nothing. */
export function wasRefused(error: unknown): boolean {
  return isApiError(error) ? error.status < 500 : isUnreachable(error) && error.neverSent;
}

/** Whether the service is of a kind that cannot answer this at all. */
export function isNotOffered(error: unknown): error is ApiError {
  return isApiError(error) && [404, 405, 501].includes(error.status);
}
