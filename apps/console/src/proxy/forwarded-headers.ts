import type { IncomingHttpHeaders } from 'node:http';

/** What of the page's request reaches an API. Hop-by-hop fields, cookies and delegated identities do not. */
const OF_REQUESTS = [
  'accept',
  'accept-language',
  'authorization',
  'content-length',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'last-event-id',
  'prefer',
  'traceparent',
  'tracestate',
];

/** What of an API's response reaches the page. Security headers are the console's own. */
const OF_RESPONSES = [
  'accept-patch',
  'allow',
  'cache-control',
  'content-length',
  'content-type',
  'etag',
  'last-modified',
  'link',
  'location',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'x-accel-buffering',
];

export function requestHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return pick(headers, OF_REQUESTS);
}

export function responseHeaders(headers: IncomingHttpHeaders): Map<string, string | readonly string[]> {
  return new Map(Object.entries(pick(headers, OF_RESPONSES)) as [string, string | string[]][]);
}

function pick(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(names.filter((name) => headers[name] !== undefined).map((name) => [name, headers[name]]));
}
