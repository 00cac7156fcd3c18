import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { PlatformError } from '#contract';

/** Headers of which Node silently takes the first, or joins all. */
const ONCE: ReadonlySet<string> = new Set([
  'authorization',
  'content-encoding',
  'content-length',
  'content-type',
  'correlation-id',
  'host',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'last-event-id',
  'lease-token',
  'on-behalf-of',
  'origin',
  'request-id',
  'settles',
]);
const ESCAPE = '%';

/** Refuses ambiguous requests (request smuggling), and addresses with characters that no database can store. */
export const checkRequest: RequestHandler = (request, _response, next) => {
  const reason = repeatedHeader(request) ?? faultOfTarget(request.url);
  next(reason === undefined ? undefined : new PlatformError('invalid-request', reason));
};

function repeatedHeader({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): string | undefined {
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!.toLowerCase();
    if (seen.has(name)) return `The header ${name} comes more than once: which of them is meant?`;
    if (ONCE.has(name)) seen.add(name);
  }
  return undefined;
}

function faultOfTarget(target: string): string | undefined {
  if (!target.includes(ESCAPE)) return undefined;
  try {
    return decodeURIComponent(target).includes('\0') ? 'The address holds U+0000, which no name has' : undefined;
  } catch {
    return 'The address is percent-encoded wrongly: expected % and two hexadecimal digits, together UTF-8';
  }
}
