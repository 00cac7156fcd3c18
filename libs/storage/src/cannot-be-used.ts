import { PlatformError } from '#contract';
import { DatabaseFailure } from './database-failure';

/** Why an app cannot start on its database, in words for the operator. */
export function cannotBeUsed(cause: unknown): PlatformError {
  const reason = cause instanceof DatabaseFailure ? cause.details.cause : cause;
  return new PlatformError('unavailable', `The database cannot be used: ${reasonOf(reason)}`, { cause });
}

/** A refused connection to a name with several addresses has a code, but no message. */
function reasonOf(cause: unknown): string {
  const { message, code } = cause as NodeJS.ErrnoException;
  return message || String(code);
}
