import type { ApiError, UnreachableError } from '#clients';

// The clients are loaded only when needed, so their errors are recognized by name.

export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && error.name === 'ApiError';
}

export function isUnreachable(error: unknown): error is UnreachableError {
  return error instanceof Error && error.name === 'UnreachableError';
}

/** Whether a failed call certainly had no effect. */
export function wasRefused(error: unknown): boolean {
  return isApiError(error) ? error.status < 500 : isUnreachable(error) && error.neverSent;
}

/** Whether the service does not have this operation at all. */
export function isNotOffered(error: unknown): error is ApiError {
  return isApiError(error) && [404, 405, 501].includes(error.status);
}
