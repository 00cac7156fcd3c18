import { type Attacks, post, times } from './attacks';
import type { Attack } from './hostile-http';
import { send } from './send';

const patch =
  (type: string, body: () => unknown, id = 'patched'): Attack =>
  async (url) => {
    const given = body();
    return send('PATCH', `${url}/state/${id}`, typeof given === 'string' ? given : JSON.stringify(given), {
      'content-type': type,
    });
  };
const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const OWN_PATCH = 'application/json';
const wide = (prefix: string, count = 240_000) => `{${times(count, (at) => `"${prefix}${at}":1`).join()}}`;
const twice =
  (first: Attack, second: Attack): Attack =>
  async (url) => {
    await first(url);
    return second(url);
  };
export const SHARED_STATE: Attacks = {
  '240,000 members': post('/state', () => wide('k')),
  '240,000 members that are whole numbers': post('/state', () => wide('')),
  '240,000 members that are whole numbers, far apart': post(
    '/state',
    () => `{${times(240_000, (at) => `"${4_000_000_000 - at * 17}":1`).join()}}`,
  ),
  '240,000 members, with a key': post('/state', () => wide('k'), { 'idempotency-key': 'wide' }),
  'a document of 4 MiB': post('/state', () => ({ a: 'x'.repeat(4_190_000) })),
  'lists by the hundred thousand': post('/state', () => `{"a":[${times(120_000, () => '[]').join()}]}`),
  'objects of one member each': post('/state', () => `{"a":[${times(120_000, (at) => `{"k${at}":1}`).join()}]}`),
  'numbers of 16 digits': post(
    '/state',
    () => `{"a":[${times(200_000, (at) => String(Number(`0.${1_234_567_890_123_456 + at * 10}`))).join()}]}`,
  ),
  'members merged into members': twice(
    post('/state/merged', () => wide('k')),
    post('/state/merged', () => wide('k')),
  ),
  'whole numbers merged into whole numbers': twice(
    post('/state/numbered', () => wide('')),
    post('/state/numbered', () => wide('')),
  ),
  'a merge patch of 240,000 members': patch(MERGE_PATCH, () => wide('k'), 'merged'),
  'a merge patch that removes 240,000 members': patch(MERGE_PATCH, () => wide('k').replaceAll('1', 'null'), 'merged'),
  'a merge patch that nests': patch(MERGE_PATCH, () => `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`, 'merged'),
  'one member more, in 240,000': twice(
    post('/state/wide', () => wide('k')),
    patch(MERGE_PATCH, () => ({ one: 1 }), 'wide'),
  ),
  'one member less, in 240,000': patch(JSON_PATCH, () => [{ op: 'remove', path: '/k7' }], 'wide'),
  'a test of 240,000 members': patch(JSON_PATCH, () => `[{"op":"test","path":"","value":${wide('k')}}]`, 'wide'),
  'a copy of 240,000 members': patch(JSON_PATCH, () => [{ op: 'copy', from: '', path: '/copy' }], 'wide'),
  'operations by the ten thousand': patch(
    JSON_PATCH,
    () => times(10_000, (at) => ({ op: 'add', path: `/o${at}`, value: at })),
    'numbered',
  ),
  'more operations than are taken': patch(JSON_PATCH, () =>
    times(60_000, (at) => ({ op: 'add', path: `/o${at}`, value: at })),
  ),
  'operations that are none': patch(JSON_PATCH, () => times(10_000, () => 1)),
  'operations of wrong members': patch(JSON_PATCH, () => times(10_000, () => ({ op: 'x', path: 1, from: 2 }))),
  'own operations by the ten thousand': patch(OWN_PATCH, () =>
    times(60_000, (at) => ({ op: 'add', path: `/o${at}`, value: at })),
  ),
  'own operations that are none': patch(OWN_PATCH, () => times(240_000, () => 1)),
  'deep pointers by the thousand': patch(OWN_PATCH, () =>
    times(9_000, (at) => ({ op: 'add', path: `/a${at}${'/b'.repeat(60)}`, value: 1 })),
  ),
  'pointers of nothing but slashes': patch(OWN_PATCH, () => ({ op: 'add', path: '/'.repeat(900_000), value: 1 })),
  'pointers of escapes': patch(OWN_PATCH, () => ({ op: 'add', path: `/${'~1'.repeat(450_000)}`, value: 1 })),
  'pointers of tildes': patch(OWN_PATCH, () => ({ op: 'add', path: `/${'~'.repeat(900_000)}`, value: 1 })),
  'appends by the ten thousand': patch(
    OWN_PATCH,
    () => times(60_000, () => ({ op: 'add', path: '/list/-', value: 1 })),
    'appended',
  ),
  'inserts at the front': patch(
    JSON_PATCH,
    () => times(10_000, () => ({ op: 'add', path: '/list/0', value: 1 })),
    'appended',
  ),
  'removals at the front': patch(
    JSON_PATCH,
    () => times(10_000, () => ({ op: 'remove', path: '/list/0' })),
    'appended',
  ),
  'moves to and fro': patch(
    JSON_PATCH,
    () => times(10_000, (at) => ({ op: 'move', from: '/list/0', path: `/list/${at % 2 ? '-' : 1}` })),
    'appended',
  ),
  'copies that double': patch(
    JSON_PATCH,
    () => times(40, (at) => ({ op: 'copy', from: '', path: `/c${at}` })),
    'appended',
  ),
  'tests by the ten thousand': patch(
    JSON_PATCH,
    () => times(10_000, () => ({ op: 'test', path: '', value: {} })),
    'appended',
  ),
  'copies of a small thing': twice(
    post('/state/copied', () => ({ a: times(2_000, (at) => at) })),
    patch(JSON_PATCH, () => times(400, (at) => ({ op: 'copy', from: '/a', path: `/c${at}` })), 'copied'),
  ),
  'a merge of own operations': patch(
    OWN_PATCH,
    () =>
      times(40, (at) => ({ op: 'merge', value: Object.fromEntries(times(5_000, (key) => [`k${key * 40 + at}`, 1])) })),
    'own',
  ),
  'an id without an end': post('/state', () => ({ id: 'i'.repeat(900_000) })),
  'an id of slashes': post('/state', () => ({ id: '/'.repeat(900_000) })),
  'the widest document, read': (url) => send('GET', `${url}/state/wide`),
};
