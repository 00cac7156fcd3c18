import { isRetryable, type ErrorCode } from './error-codes';
import type { FieldFault } from './field-fault';

export interface ErrorDetails {
  /** Every fault of an invalid input, all at once. */
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

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message, { cause: details.cause });
  }

  get retryable(): boolean {
    return isRetryable(this.code);
  }
}
