import { isRetryable, type ErrorCode } from './error-codes';
import type { FieldFault } from './field-fault';
import { firstFaults } from './first-faults';

export interface ErrorDetails {
  /** The faults of an invalid input; the first ones if there are very many. */
  errors?: readonly FieldFault[];
  /** When a retry makes sense, in milliseconds from now. */
  retryAfterMs?: number;
  /** Additional members of the problem body. */
  extra?: Readonly<Record<string, unknown>>;
  cause?: unknown;
}

/**
 * The one error class of the platform. Its `code` says what went wrong; HTTP statuses are derived from it in platform's
 * http folder.
 */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';

  readonly details: ErrorDetails;

  constructor(
    readonly code: ErrorCode,
    message: string,
    details: ErrorDetails = {},
  ) {
    super(message, { cause: details.cause });
    const { errors } = details;
    this.details = errors === undefined ? details : { ...details, errors: firstFaults(errors) };
  }

  get retryable(): boolean {
    return isRetryable(this.code);
  }
}
