import type { CustomFetch } from 'openid-client';
import { type OutboundHttp, type OutboundRequest } from '#platform';

const TIMEOUT_MS = 10_000;
const BODILESS: readonly number[] = [204, 304];

/** Sends the requests to the provider on the platform's one way out: bounded in time and size, without redirects. */
export function providerFetch(http: OutboundHttp): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const outcome = await http.send({
      to: 'configured',
      method: method as OutboundRequest['method'],
      url,
      headers,
      // Forms and nothing: what this client sends.
      ...(body != null && { body: String(body as string | URLSearchParams) }),
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    if (outcome.outcome !== 'responded') throw new TypeError(outcome.message);
    const { status, headers: fields, body: bytes } = outcome;
    const present = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
    return new Response(BODILESS.includes(status) ? null : new Uint8Array(bytes), { status, headers: present });
  };
}
