import { isRetryable, type ErrorCode } from './error-codes';
import type { FieldFault } from './field-fault';
import { firstFaults } from './first-faults';

export interface ErrorDetails {
  /** The faults of an invalid input, all at once; of very many the first. */
  errors?: readonly FieldFault[];
  /** When it makes sense to ask again, in milliseconds from now. */
  retryAfterMs?: number;
  /** More members for the problem body. */
  extra?: Readonly<Record<string, unknown>>;
  cause?: unknown;
}

/** The one error class of the platform. What went wrong is its `code`; HTTP numbers exist only at the edge. */
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
