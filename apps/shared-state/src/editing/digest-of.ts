import { createHash } from 'node:crypto';

const LENGTH = 22;

/** The digest of a write with an Idempotency-Key: equal for the same method, media type and body. */
export type IdempotentRequest = readonly [method: string, mediaType: string];

export function digestOf(asked: IdempotentRequest, body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([...asked, body]))
    .digest('base64url')
    .slice(0, LENGTH);
}
