import { type PlatformError } from '#contract';
import { Preconditions } from './preconditions';

const allowed = (headers: Record<string, string>, tag: string | undefined) => {
  try {
    new Preconditions(headers).checkWrite(tag);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'precondition-failed' } satisfies Partial<PlatformError>);
    return false;
  }
};

describe('preconditions of a write', () => {
  it.each<[string, string | undefined, boolean]>([
    ['"a"', 'a', true],
    ['"a"', 'b', false],
    ['"b", "a"', 'a', true],
    ['"x,y"', 'x,y', true],
    ['*', 'a', true],
    ['*', undefined, false],
    ['"a"', undefined, false],
    ['W/"a"', 'a', false],
  ])('If-Match: %s on %s → %s', (value, tag, expected) => expect(allowed({ 'if-match': value }, tag)).toBe(expected));

  it.each<[string, string | undefined, boolean]>([
    ['*', undefined, true],
    ['*', 'a', false],
    ['"a"', 'a', false],
    ['"a"', 'b', true],
  ])('If-None-Match: %s on %s → %s', (value, tag, expected) =>
    expect(allowed({ 'if-none-match': value }, tag)).toBe(expected),
  );

  it.each(['a', '', '"a', '"a" "b"', '"a",', 'w/"a"', '*, "a"'])(
    'are refused as such where they make no sense: %s',
    (value) => {
      const refusal: Error = expect.objectContaining({ code: 'invalid-request' });
      expect(() => new Preconditions({ 'if-match': value })).toThrow(refusal);
      expect(() => new Preconditions({ 'if-none-match': value })).toThrow(refusal);
    },
  );

  it('are none without headers', () => expect(allowed({}, undefined)).toBe(true));
});

it('a read with the current tag needs no body, however weak the tag', () => {
  const known = (value: string, tag: string) => new Preconditions({ 'if-none-match': value }).isKnown(tag);
  expect([known('W/"a"', 'a'), known('"b", "a"', 'a'), known('*', 'a'), known('"b"', 'a')]).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
