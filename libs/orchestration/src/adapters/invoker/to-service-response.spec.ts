import type { HeaderFields, ExchangeOutcome } from '#platform';
import { toServiceResponse } from './to-service-response';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const exchange = (body: string, headers: HeaderFields = {}, status = 200) =>
  toServiceResponse({ outcome: 'responded', status, headers, body: Buffer.from(body) }, NOW);
const json = { 'content-type': 'application/json' };

describe('the body of a response', () => {
  it.each<[string, HeaderFields, object]>([
    ['', {}, { kind: 'empty' }],
    ['{"a":1}', json, { kind: 'json', value: { a: 1 } }],
    ['{"a":1}', { 'content-type': 'application/problem+json; charset=utf-8' }, { kind: 'json', value: { a: 1 } }],
    ['<p>', { 'content-type': 'text/html' }, { kind: 'raw', text: '<p>', contentType: 'text/html' }],
    ['hi', {}, { kind: 'raw', text: 'hi', contentType: '' }],
    ['\ufeff{"a":1}', json, { kind: 'json', value: { a: 1 } }],
    ['{"a":', json, { kind: 'broken' }],
    ['['.repeat(100) + ']'.repeat(100), json, { kind: 'refused' }],
    ['{"a":[{"__proto__":1}]}', json, { kind: 'refused', message: expect.stringContaining('/a/0/__proto__') }],
    ['{"a":{"b":1,"b":2}}', json, { kind: 'refused', message: expect.stringContaining('/a/b') }],
    ['[1e400]', json, { kind: 'refused', message: expect.stringContaining('/0') }],
    ['"\\u0000"', json, { kind: 'json', value: '\0' }],
    ['{"id":12345678901234567}', json, { kind: 'refused', message: expect.stringContaining('/id') }],
    ['{"id":12345678901234567', json, { kind: 'broken' }],
    ['{"a":1}', { ...json, 'content-encoding': 'gzip' }, { kind: 'refused' }],
    ['{"a":1}', { ...json, 'content-encoding': 'identity' }, { kind: 'json', value: { a: 1 } }],
  ])('%j with %j is read for what it is', async (body, headers, expected) => {
    expect(await exchange(body, headers)).toMatchObject({
      kind: 'responded',
      body: expected,
      bytes: Buffer.byteLength(body),
    });
  });
});

it.each([
  ['3', 3000],
  ['Thu, 01 Jan 2026 00:00:05 GMT', 5000],
  ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ['soon', undefined],
  ['1, 2', undefined],
  ['99999999999999999999', 366 * 86_400_000],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 366 * 86_400_000],
])('Retry-After: %s', async (value, expected) => {
  const response = await exchange('', { 'retry-after': value }, 503);
  expect(response).toMatchObject({ status: 503 });
  expect((response as { retryAfterMs?: number }).retryAfterMs).toBe(expected);
});

it('tells apart what never left, what never came, and what was too large to take', async () => {
  expect(await toServiceResponse({ outcome: 'not-sent', message: 'refused' }, NOW)).toMatchObject({ kind: 'not-sent' });
  const silent = { outcome: 'no-response', message: 'reset', why: 'reset' } as unknown as ExchangeOutcome;
  expect(await toServiceResponse(silent, NOW)).toMatchObject({ kind: 'no-response' });
  const large = (status: number) =>
    ({ outcome: 'no-response', message: 'large', why: 'too-large', status }) as unknown as ExchangeOutcome;
  expect(await toServiceResponse(large(200), NOW)).toMatchObject({ kind: 'responded', body: { kind: 'refused' } });
  expect(await toServiceResponse(large(500), NOW)).toMatchObject({ kind: 'no-response' });
});
