import fc from 'fast-check';
import { Redactor } from './redactor';
import { redactResponse } from './redact-response';

const VALUE = 'p@ss w/o"rd\\+42é';

function redactorOf(...values: string[]): Redactor {
  const redactor = new Redactor();
  values.forEach((value, index) => redactor.learn(`s${index}`, value));
  return redactor;
}

const spellings: Record<string, (value: string) => string> = {
  'as it is': (value) => value,
  'as JSON writes it': (value) => JSON.stringify({ a: value }),
  'percent-encoded': (value) => encodeURIComponent(value),
  'as a form': (value) => new URLSearchParams({ a: value }).toString(),
  'in hexadecimal': (value) => Buffer.from(value).toString('hex'),
  'in base64': (value) => Buffer.from(value).toString('base64'),
  'in base64url': (value) => Buffer.from(value).toString('base64url'),
  'in base64 behind one byte': (value) => Buffer.from(`:${value}`).toString('base64'),
  'in base64 as a password': (value) => Buffer.from(`me:${value}:x`).toString('base64'),
};

/** Any text in which the value could be read again, by a reader who knows the encoding. */
function isReadable(text: string, value: string): boolean {
  const decoded = (text.match(/[A-Za-z0-9+/_-]{8,}/g) ?? []).flatMap((run) =>
    [0, 1, 2, 3].map((skip) => Buffer.from(run.slice(skip), 'base64').toString('utf8')),
  );
  return [text, ...decoded].some((one) => one.includes(value));
}

it.each(Object.keys(spellings))('takes a value out of a text %s', (how) => {
  const text = `before ${spellings[how]!(VALUE)} after`;
  const redacted = redactorOf(VALUE).redact(text);
  expect(redacted).toContain('[secret:s0]');
  expect(redacted).toMatch(/^before .* after$/);
  expect(isReadable(redacted, VALUE)).toBe(false);
});

it('leaves no value readable, whatever it is and wherever it stands', () => {
  const value = fc.string({ minLength: 8, maxLength: 40, unit: 'grapheme-ascii' });
  const how = fc.constantFrom(...Object.values(spellings));
  fc.assert(
    fc.property(value, fc.string(), fc.string(), how, (secret, before, after, spell) => {
      const redacted = redactorOf(secret).redact(`${before} ${spell(secret)} ${after}`);
      expect(isReadable(redacted, secret) && !redacted.includes('[secret:s0]')).toBe(false);
      expect(redacted.includes(secret)).toBe('[secret:s0]'.includes(secret));
    }),
  );
});

it('takes out the longer of two of which one begins like the other', () => {
  expect(redactorOf('12345678', '123456789').redact('123456789')).toBe('[secret:s1]');
});

it('goes on knowing a value that was replaced', () => {
  const redactor = redactorOf('old-value', 'new-value');
  redactor.learn('s0', 'newest-value');
  expect(redactor.redact('old-value newest-value')).toBe('[secret:s0] [secret:s0]');
});

describe('a response', () => {
  const secrets = redactorOf('canary-1', '12345678');
  const responded = { kind: 'responded', status: 200, bytes: 9 } as const;

  it('loses them in values, names and numbers', () => {
    const value = { a: ['x canary-1'], 'canary-1': { n: 12345678, m: 7 } };
    expect(redactResponse({ ...responded, body: { kind: 'json', value } }, secrets)).toMatchObject({
      body: { value: { a: ['x [secret:s0]'], '[secret:s0]': { n: '[secret:s1]', m: 7 } } },
    });
  });

  it('loses them in text, in its type, in where to ask again and in messages', () => {
    const raw = { kind: 'raw', text: 'canary-1', contentType: 'text/canary-1' } as const;
    const told = JSON.stringify([
      redactResponse({ ...responded, location: '/jobs?token=canary-1', body: raw }, secrets),
      redactResponse({ ...responded, body: { kind: 'broken', message: 'Unexpected "canary-' } }, secrets),
      redactResponse({ ...responded, body: { kind: 'refused', message: 'canary-1' } }, secrets),
      redactResponse({ kind: 'no-response', message: 'canary-1' }, secrets),
      redactResponse({ kind: 'not-sent', message: 'canary-1' }, secrets),
    ]);
    expect(told).not.toContain('canary-');
  });

  it('is the same one where there are no secrets', () => {
    const response = { ...responded, body: { kind: 'json', value: {} } } as const;
    expect(redactResponse(response, new Redactor())).toBe(response);
  });
});
