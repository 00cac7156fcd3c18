import { HttpStatus } from '@nestjs/common';
import type { ErrorCode } from '#contract';

/** The one mapping between error codes and HTTP statuses. */
const STATUS_OF: Readonly<Record<ErrorCode, HttpStatus>> = {
  'invalid-request': HttpStatus.BAD_REQUEST,
  unauthenticated: HttpStatus.UNAUTHORIZED,
  'signature-refused': HttpStatus.UNAUTHORIZED,
  forbidden: HttpStatus.FORBIDDEN,
  'address-refused': HttpStatus.FORBIDDEN,
  'not-found': HttpStatus.NOT_FOUND,
  'method-not-allowed': HttpStatus.METHOD_NOT_ALLOWED,
  'not-acceptable': HttpStatus.NOT_ACCEPTABLE,
  conflict: HttpStatus.CONFLICT,
  'already-exists': HttpStatus.CONFLICT,
  'changed-since': HttpStatus.CONFLICT,
  reverted: HttpStatus.CONFLICT,
  'in-progress': HttpStatus.CONFLICT,
  retired: HttpStatus.GONE,
  'precondition-failed': HttpStatus.PRECONDITION_FAILED,
  'payload-too-large': HttpStatus.PAYLOAD_TOO_LARGE,
  'unsupported-media-type': HttpStatus.UNSUPPORTED_MEDIA_TYPE,
  unprocessable: HttpStatus.UNPROCESSABLE_ENTITY,
  'not-storable': HttpStatus.UNPROCESSABLE_ENTITY,
  'idempotency-mismatch': HttpStatus.UNPROCESSABLE_ENTITY,
  'too-many-requests': HttpStatus.TOO_MANY_REQUESTS,
  'insufficient-storage': HttpStatus.INSUFFICIENT_STORAGE,
  overloaded: HttpStatus.SERVICE_UNAVAILABLE,
  unavailable: HttpStatus.SERVICE_UNAVAILABLE,
  'database-unavailable': HttpStatus.SERVICE_UNAVAILABLE,
  'write-unconfirmed': HttpStatus.SERVICE_UNAVAILABLE,
  'database-damaged': HttpStatus.SERVICE_UNAVAILABLE,
  timeout: HttpStatus.GATEWAY_TIMEOUT,
  'bad-answer': HttpStatus.BAD_GATEWAY,
  'not-offered': HttpStatus.NOT_IMPLEMENTED,
  internal: HttpStatus.INTERNAL_SERVER_ERROR,
};

/** The error responses of Nest and Express themselves. */
const CODE_OF: Readonly<Partial<Record<number, ErrorCode>>> = {
  [HttpStatus.UNAUTHORIZED]: 'unauthenticated',
  [HttpStatus.FORBIDDEN]: 'forbidden',
  [HttpStatus.NOT_FOUND]: 'not-found',
  [HttpStatus.METHOD_NOT_ALLOWED]: 'method-not-allowed',
  [HttpStatus.PAYLOAD_TOO_LARGE]: 'payload-too-large',
  [HttpStatus.UNSUPPORTED_MEDIA_TYPE]: 'unsupported-media-type',
};

export function statusOf(code: ErrorCode): number {
  return STATUS_OF[code];
}

export function errorCodeOf(status: number): ErrorCode {
  return CODE_OF[status] ?? (status < 500 ? 'invalid-request' : 'internal');
}
