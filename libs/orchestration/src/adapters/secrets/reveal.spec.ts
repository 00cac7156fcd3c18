import type { CallEffect } from '../../core/model/effects';
import { TARGET } from '../../core/testing/test-job';
import { type Secrets, SecretWithheld } from '../../ports/secrets.port';
import { reveal } from './reveal';

const values: Record<string, string> = { bank: 'bank-token', lines: 'two\r\nlines' };
const secrets: Secrets = {
  any: true,
  refusal: () => Promise.resolve(null),
  redact: (text) => text,
  reveal: (name, { service, principal }) =>
    service === 'todo-service' && principal === 'ann'
      ? Promise.resolve(values[name] ?? '')
      : Promise.reject(new SecretWithheld('secret-refused', 'no')),
};

const call = (change: Partial<CallEffect>): CallEffect =>
  ({ target: TARGET, headers: {}, secrets: [], body: {}, ...change }) as Partial<CallEffect> as CallEffect;
const reference = { $secret: 'bank' };

it('puts values where the author wrote references, and nowhere else', async () => {
  const body = { a: [reference, { b: reference }], smuggled: reference };
  const places = [
    ['a', '0'],
    ['a', '1', 'b'],
  ].map((path) => ({ path, name: 'bank' }));
  expect(await reveal(call({ body, secrets: places }), 'ann', secrets)).toEqual({
    body: { a: ['bank-token', { b: 'bank-token' }], smuggled: reference },
    headers: {},
  });
  // What the journal keeps is not what was sent.
  expect(body.a[0]).toBe(reference);
});

it('puts values into headers, after their prefix', async () => {
  const headers = { plain: 'x', authorization: { ...reference, prefix: 'Bearer ' } };
  expect((await reveal(call({ headers }), 'ann', secrets)).headers).toEqual({
    plain: 'x',
    authorization: 'Bearer bank-token',
  });
  const split = reveal(call({ headers: { a: { $secret: 'lines' } } }), 'ann', secrets);
  await expect(split).rejects.toMatchObject({ code: 'secret-unavailable' });
});

it('gives job-control the references, for the inner job to resolve, and no header', async () => {
  const target = { ...TARGET, name: 'job-control' };
  const body = { token: reference };
  const places = [{ path: ['token'], name: 'bank' }];
  expect(await reveal(call({ target, body, secrets: places }), 'ann', secrets)).toEqual({ body, headers: {} });
  await expect(reveal(call({ target, headers: { a: reference } }), 'ann', secrets)).rejects.toThrow(SecretWithheld);
});

it('withholds what is no longer where it was written', async () => {
  for (const body of [{ token: 'overwritten' }, { token: { $secret: 'other' } }, {}]) {
    const revealed = reveal(call({ body, secrets: [{ path: ['token'], name: 'bank' }] }), 'ann', secrets);
    await expect(revealed).rejects.toMatchObject({ code: 'secret-refused' });
  }
});
