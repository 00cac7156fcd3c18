import type { FieldFault } from '#contract';

/** The part of a problem document (RFC 9457) that callers act on. */
export interface ProblemResponse {
  status: number;
  /** A stable name to branch on; `bad-answer` if the response was no problem document. */
  code: string;
  detail: string;
  errors: readonly FieldFault[];
  /** `Retry-After` in milliseconds. */
  retryAfterMs?: number;
}

/** A service of the platform responded with an error. */
export class ApiError extends Error implements ProblemResponse {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldFault[];
  readonly retryAfterMs?: number;

  constructor(
    readonly service: string,
    problem: ProblemResponse,
    /** Base address of the request. */
    readonly address: string,
    /** The variable, or flag, that holds the address. */
    readonly setBy: string,
  ) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail;
    this.errors = problem.errors;
    this.retryAfterMs = problem.retryAfterMs;
  }

  /** The service is there, but cannot serve the request now. */
  get transient(): boolean {
    return this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}
