import { hash } from 'node:crypto';

/** The value of `Content-Digest` (RFC 9530, section 2) of a body as it is sent. */
export function contentDigest(body: string | Buffer): string {
  return `sha-256=:${hash('sha256', body, 'base64')}:`;
}
