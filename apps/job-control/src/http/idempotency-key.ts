import { createHash } from 'node:crypto';
import { PlatformError } from '#contract';
import type { Principal } from '#platform';

const MAX_LENGTH = 200;
/** Of the journal's column. */
const MAX_KEY_LENGTH = 256;

/**
 * The key of a submission, from the `Idempotency-Key` header; undefined when there is none. Keys of clients and those
 * that stand for the tasks of other jobs never meet, and neither do those of different callers.
 */
export function clientKey(header: string | undefined, caller: Principal | null): string | undefined {
  if (header === undefined || header === '') return undefined;
  if (header.length <= MAX_LENGTH) return `${keySpace(caller)}client:${header}`;
  throw new PlatformError('invalid-request', `An Idempotency-Key may be ${MAX_LENGTH} characters long`);
}

/**
 * The key of a job that is a task of another: the task's request id, which a foreign job-control may have made longer than
 * the journal has room for.
 */
export function taskKey(requestId: string, caller: Principal | null): string {
  const key = `${keySpace(caller)}task:${requestId}`;
  if (key.length <= MAX_KEY_LENGTH) return key;
  return `${keySpace(caller)}task-digest:${createHash('sha256').update(requestId).digest('base64url')}`;
}

/** Before every key of a submission: what two callers choose alike is not the same. */
function keySpace(caller: Principal | null): string {
  return caller === null ? '' : `${createHash('sha256').update(caller.name).digest('base64url').slice(0, 22)}:`;
}
