import type { Arbitrary } from 'fast-check';
import { ask } from '../../../support/http';
import { KIB, MIB, near, nearly, nested, text, times } from './near';
import { type NearRequest, ofHttp, type Outcomes, requestsNear, type Sent } from './request';

const REGISTERED = [200, 201];

function registering(
  what: string,
  counts: Parameters<typeof requestsNear>[2],
  refused: number,
  more: (count: number) => object,
) {
  return requestsNear('discovery', what, counts, { taken: REGISTERED, refused: [refused] }, (count) => ({
    path: '/register',
    body: { name: 'near', url: 'http://127.0.0.1:9/near', ...more(count) },
  }));
}

/** discovery: what a registration may hold. */
export const TO_DISCOVERY: readonly Arbitrary<NearRequest>[] = [
  ...ofHttp('discovery', '/services'),
  registering('bytes of metadata', nearly(64 * KIB, 1_000), 413, (count) => ({ metadata: { a: text(count) } })),
  registering('members of metadata', nearly(5_957, 150), 413, (count) => ({
    metadata: Object.fromEntries(times(count, (at) => [`m${10_000 + at}`, at % 10])),
  })),
  registering('tags', nearly(7_280, 150), 413, (count) => ({ tags: times(count, (at) => `t${10_000 + at}`) })),
  registering('characters of a name', near(255), 400, (count) => ({ name: text(count) })),
  registering('bytes of an address', near(2_048), 400, (count) => ({
    url: `http://127.0.0.1:9/${text(count - 'http://127.0.0.1:9/'.length)}`,
  })),
  requestsNear('discovery', 'levels', near(64), { taken: REGISTERED, refused: [400] }, (count) => ({
    path: '/register',
    body: `{"name":"near","url":"http://127.0.0.1:9/near","metadata":${nested(count - 1)}}`,
  })),
  requestsNear(
    'discovery',
    'bytes of a body',
    nearly(6 * 64 * KIB, 200),
    { taken: [400], refused: [413] },
    (count) => ({
      path: '/register',
      body: { name: text(count) },
    }),
  ),
];

const CREATED: Outcomes = { taken: [201], refused: [400] };
const EDITED: Outcomes = { taken: [200], refused: [422] };
const patched = (id: string, body: unknown, type = 'application/json'): Sent => ({
  method: 'PATCH',
  path: `/state/${id}`,
  body,
  headers: { 'content-type': type },
});
const EMPTIED = { op: 'merge', value: {} };
/** A JSON patch changes a document that is there; our own operations make one. */
const PATCHED = 'operations';

export async function prepareSharedState(url: string): Promise<void> {
  await ask(`${url}/state/${PATCHED}`, { method: 'PATCH', body: EMPTIED });
}

/** shared-state: what a document may hold, and a change of it. */
export const TO_SHARED_STATE: readonly Arbitrary<NearRequest>[] = [
  ...ofHttp('shared-state', '/state'),
  requestsNear('shared-state', 'bytes of a document', near(4 * MIB), { taken: [201], refused: [413] }, (count) => ({
    path: '/state',
    body: { a: text(count - '{"a":""}'.length) },
  })),
  requestsNear('shared-state', 'levels', near(64), CREATED, (count) => ({ path: '/state', body: nested(count) })),
  requestsNear('shared-state', 'values of a list', nearly(250_000, 10), CREATED, (count) => ({
    path: '/state',
    body: `{"a":[${times(count, () => '1').join()}]}`,
  })),
  requestsNear('shared-state', 'members', nearly(250_000, 10), CREATED, (count) => ({
    path: '/state',
    body: `{${times(count, (at) => `"${at}":1`).join()}}`,
  })),
  requestsNear('shared-state', 'characters of a key', near(256), CREATED, (count) => ({
    path: '/state',
    body: { a: count },
    headers: { 'idempotency-key': text(count) },
  })),
  requestsNear('shared-state', 'operations', near(10_000), EDITED, (count) =>
    patched(
      PATCHED,
      times(count, (at) => ({ op: 'add', path: `/o${at}`, value: 1 })),
      'application/json-patch+json',
    ),
  ),
  // Only the bytes of a body limit their number.
  requestsNear('shared-state', 'operations of its own kind', near(10_000), { taken: [200], refused: [200] }, (count) =>
    patched('own-operations', [
      EMPTIED,
      ...times(count - 1, (at) => ({ op: 'add', path: `/a/${at % 50}/b`, value: at })),
    ]),
  ),
  requestsNear('shared-state', 'names of a pointer', near(64), EDITED, (count) =>
    patched(`names-${count}`, { op: 'add', path: '/a'.repeat(count), value: 1 }),
  ),
];
