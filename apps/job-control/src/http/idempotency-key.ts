import { createHash } from 'node:crypto';
import { PlatformError } from '#contract';
import type { Principal } from '#platform';

const MAX_LENGTH = 200;
/** The size of the journal's column. */
const MAX_KEY_LENGTH = 256;

/**
 * The key of a submission, from the `Idempotency-Key` header; undefined if there is none. Keys of clients, of tasks of
 * other jobs, and of different callers never collide.
 */
export function clientKey(header: string | undefined, caller: Principal | null): string | undefined {
  if (header === undefined || header === '') return undefined;
  if (header.length <= MAX_LENGTH) return `${keySpace(caller)}client:${header}`;
  throw new PlatformError('invalid-request', `An Idempotency-Key may be ${MAX_LENGTH} characters long`);
}

/**
 * The key of a job that is a task of another: the task's request id, as a digest if a foreign job-control has made it
 * longer than the journal's column.
 */
export function taskKey(requestId: string, caller: Principal | null): string {
  const key = `${keySpace(caller)}task:${requestId}`;
  if (key.length <= MAX_KEY_LENGTH) return key;
  return `${keySpace(caller)}task-digest:${createHash('sha256').update(requestId).digest('base64url')}`;
}

/** The prefix of every submission key: callers that choose the same key do not collide. */
function keySpace(caller: Principal | null): string {
  return caller === null ? '' : `${createHash('sha256').update(caller.name).digest('base64url').slice(0, 22)}:`;
}
