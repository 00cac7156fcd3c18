/** Whether the same request, unchanged, may succeed later. */
type Persistence = 'terminal' | 'retryable';

/** Every error code of the platform's responses. One page per code lives in docs/errors. */
const ERROR_CODES = {
  'invalid-request': 'terminal',
  unauthenticated: 'terminal',
  'signature-refused': 'terminal',
  forbidden: 'terminal',
  'address-refused': 'terminal',
  'not-found': 'terminal',
  'method-not-allowed': 'terminal',
  'not-acceptable': 'terminal',
  conflict: 'terminal',
  'already-exists': 'terminal',
  reverted: 'terminal',
  retired: 'terminal',
  'changed-since': 'terminal',
  'in-progress': 'retryable',
  'precondition-failed': 'terminal',
  'payload-too-large': 'terminal',
  'unsupported-media-type': 'terminal',
  unprocessable: 'terminal',
  'not-storable': 'terminal',
  'idempotency-mismatch': 'terminal',
  'too-many-requests': 'retryable',
  'insufficient-storage': 'terminal',
  overloaded: 'retryable',
  unavailable: 'retryable',
  'database-unavailable': 'retryable',
  'write-unconfirmed': 'retryable',
  'database-damaged': 'retryable',
  timeout: 'retryable',
  'bad-answer': 'terminal',
  'not-offered': 'terminal',
  internal: 'terminal',
} as const satisfies Record<string, Persistence>;

export type ErrorCode = keyof typeof ERROR_CODES;

export const errorCodes = Object.keys(ERROR_CODES) as readonly ErrorCode[];

export function isRetryable(code: ErrorCode): boolean {
  return ERROR_CODES[code] === 'retryable';
}
