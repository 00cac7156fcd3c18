import { PlatformError } from '#contract';

const MAX_LENGTH = 200;

/**
 * The key of a submission, from the `Idempotency-Key` header; undefined when there is none. Keys of clients and those
 * that stand for the tasks of other jobs never meet.
 */
export function clientKey(header: string | undefined): string | undefined {
  if (header === undefined || header === '') return undefined;
  if (header.length <= MAX_LENGTH) return `client:${header}`;
  throw new PlatformError('invalid-request', `An Idempotency-Key may be ${MAX_LENGTH} characters long`);
}
