import type { IncomingMessage } from 'node:http';
import { PlatformError } from '#contract';

const MAX_LENGTH = 8 * 1024;
/** `b64token` of RFC 6750, section 2.1. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i;

/**
 * The bearer token of a request (RFC 6750, header only); undefined when there is none.
 * @throws PlatformError `unauthenticated` for a malformed one
 */
export function bearerTokenOf({ headers, rawHeaders }: IncomingMessage): string | undefined {
  const { authorization } = headers;
  if (authorization === undefined) return undefined;
  // Node takes the first of several headers; a proxy in front may have checked the last.
  if (rawHeaders.filter((name, index) => index % 2 === 0 && /^authorization$/i.test(name)).length > 1)
    throw new PlatformError('unauthenticated', 'There are several Authorization headers');
  const token = BEARER.exec(authorization)?.[1];
  if (token !== undefined && token.length <= MAX_LENGTH) return token;
  throw new PlatformError(
    'unauthenticated',
    `Authorization must be: Bearer, and a token of up to ${MAX_LENGTH} characters`,
  );
}
