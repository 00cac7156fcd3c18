import { createHash, randomUUID } from 'node:crypto';
import { PlatformError } from '#contract';

/** Safe in a URL without encoding; `.` and `..` would be path segments. */
const PATTERN = /^(?!\.{1,2}$)[A-Za-z0-9._~-]{1,128}$/;

/** @throws PlatformError `invalid-request` */
export function checkDocumentId(id: unknown): string {
  if (typeof id === 'string' && PATTERN.test(id)) return id;
  const errors = [{ pointer: '/id', message: 'expected 1 to 128 of the characters A-Z a-z 0-9 . _ ~ -' }];
  throw new PlatformError('invalid-request', 'This is not an id a document can have', { errors });
}

/** The same for the same idempotency key, so that a repeated creation finds its document. */
export function newDocumentId(idempotencyKey?: string, owner: string | null = null): string {
  if (idempotencyKey === undefined) return randomUUID();
  const hash = createHash('sha256');
  // Scoped to the caller: equal keys of two callers are different.
  if (owner !== null) hash.update(`${owner}\n`);
  return hash.update(idempotencyKey).digest('base64url');
}
