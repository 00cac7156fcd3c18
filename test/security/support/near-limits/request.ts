import type { Arbitrary } from 'fast-check';
import type { App } from '../documents';
import type { Headers } from '../stalls/send';
import { type Near, nearly, text } from './near';

export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Headers;
  /** What the text of a response holds. */
  readonly holds?: string;
}

/** A request that is near one limit, and what comes of it. */
export interface NearRequest {
  readonly app: App;
  /** Of what there are how many. */
  readonly what: string;
  /** Large; made when it is sent. */
  readonly sent: () => Sent;
  /** The statuses it may have. */
  readonly statuses: readonly number[];
}

/** What statuses mean that a request was taken, and what that it was not. */
export interface Outcomes {
  readonly taken: readonly number[];
  readonly refused: readonly number[];
}

/** Requests that are near one limit of an app. */
export function requestsNear(
  app: App,
  what: string,
  counts: Arbitrary<Near>,
  { taken, refused }: Outcomes,
  make: (count: number, isWithin: boolean) => Sent,
): Arbitrary<NearRequest> {
  return counts.map(({ count, isWithin }) => ({
    app,
    what: `${what}: ${count}`,
    sent: () => make(count, isWithin),
    // The connection of a body that is too large is closed, maybe before its client has read the response.
    statuses: isWithin ? taken : [...refused, ...(refused.includes(413) ? [NO_RESPONSE] : [])],
  }));
}

const NO_RESPONSE = 0;
/** What Node takes of headers: the request line counts, and what every client sends. */
const HEADER_BYTES = 16 * 1_024;

/** Limits that every app has. */
export function ofHttp(app: App, get: string): Arbitrary<NearRequest>[] {
  const outcomes = { taken: [200], refused: [431, NO_RESPONSE] };
  return [
    requestsNear(app, 'bytes of a header', nearly(HEADER_BYTES, 500), outcomes, (count) => ({
      path: get,
      headers: { 'x-long': text(count) },
    })),
    requestsNear(
      app,
      'bytes of a query',
      nearly(HEADER_BYTES, 500),
      { taken: [400, 414], refused: [431, NO_RESPONSE] },
      (count) => ({
        path: `${get}?unknown=${text(count)}`,
      }),
    ),
    requestsNear(app, 'headers', nearly(1_000, 20), { taken: [200], refused: [400, 431, NO_RESPONSE] }, (count) => ({
      path: get,
      headers: Object.fromEntries(Array.from({ length: count }, (_, at) => [`x-${at}`, 'y'])),
    })),
  ];
}
