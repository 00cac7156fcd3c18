import { createHash } from 'node:crypto';
import { PlatformError } from '#contract';
import type { Principal } from '#platform';

const MAX_LENGTH = 200;

/**
 * The key of a submission, from the `Idempotency-Key` header; undefined when there is none. Keys of clients and those
 * that stand for the tasks of other jobs never meet, and neither do those of different callers.
 */
export function clientKey(header: string | undefined, caller: Principal | null): string | undefined {
  if (header === undefined || header === '') return undefined;
  if (header.length <= MAX_LENGTH) return `${keySpace(caller)}client:${header}`;
  throw new PlatformError('invalid-request', `An Idempotency-Key may be ${MAX_LENGTH} characters long`);
}

/** Before every key of a submission: what two callers choose alike is not the same. */
export function keySpace(caller: Principal | null): string {
  return caller === null ? '' : `${createHash('sha256').update(caller.name).digest('base64url').slice(0, 22)}:`;
}
