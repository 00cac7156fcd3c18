import { createHash } from 'node:crypto';

const LENGTH = 22;

/** What a write with an Idempotency-Key asks for: it is the same again when its method, media type and body are. */
export type Asked = readonly [method: string, mediaType: string];

export function digestOf(asked: Asked, body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([...asked, body]))
    .digest('base64url')
    .slice(0, LENGTH);
}
