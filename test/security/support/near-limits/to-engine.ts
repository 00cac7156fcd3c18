import type { Arbitrary } from 'fast-check';
import { MIB, near, nearly, nested, text, times } from './near';
import { type NearRequest, ofHttp, requestsNear } from './request';

const create = (more: string): string =>
  `{"command":"create","resource":"todo","payload":{"title":"t","more":${more}}}`;

/** engine-service: what a message may hold. */
export const TO_ENGINE: readonly Arbitrary<NearRequest>[] = [
  ...ofHttp('engine-service', '/forms'),
  requestsNear('engine-service', 'bytes of a message', near(MIB), { taken: [201], refused: [413] }, (count) => ({
    path: '/execute',
    body: create(`"${text(count - create('""').length)}"`),
  })),
  requestsNear('engine-service', 'bytes of a title', nearly(MIB, 200), { taken: [201], refused: [413] }, (count) => ({
    path: '/execute',
    body: { command: 'create', resource: 'todo', payload: { title: text(count) } },
  })),
  requestsNear('engine-service', 'levels', near(64), { taken: [201], refused: [400] }, (count) => ({
    path: '/execute',
    body: create(nested(count - 2)),
  })),
  requestsNear('engine-service', 'values', nearly(250_000, 20), { taken: [201], refused: [400] }, (count) => ({
    path: '/execute',
    body: create(`[${times(count, () => '1').join()}]`),
  })),
];
