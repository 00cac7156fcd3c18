import fc from 'fast-check';
import { inspectJson, type InspectOptions, MAX_JSON_NODES } from './inspect-json';
import { runToEnd } from '../pure/run-to-end';
import { parseJson, parsingJson, readingResponse } from './parse-json';

const inspected = (bytes: Uint8Array, options?: InspectOptions) => runToEnd(inspectJson(bytes, options));
const faultOf = (text: string) => inspected(Buffer.from(text));
const readResponse = (text: string) => runToEnd(readingResponse(Buffer.from(text)));

/** A decimal number exactly, as a whole number and the power of ten it is multiplied by. */
function decimal(text: string): { equals(other: object): boolean; value: bigint } | null {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const shift = 2_000n + BigInt(exponent) - BigInt(fraction.length);
  const value = BigInt(`${sign}${whole}${fraction}`) * 10n ** shift;
  return { value, equals: (other) => (other as { value: bigint }).value === value };
}

const NAMES = ['__proto__', 'constructor', 'prototype'];

describe('a JSON text', () => {
  it('of any value that this platform takes is taken, and read as it is', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        fc.pre(!NAMES.some((name) => text.includes(name)));
        expect(faultOf(text)).toBeNull();
        expect(parseJson(Buffer.from(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('goes on where a string ends, however long it is and whatever it holds', () => {
    const unit = fc.constantFrom('a', 'é', '"', '\\', '{', '\n');
    fc.assert(
      fc.property(fc.array(fc.string({ unit, maxLength: 120 })), (strings) => {
        const text = JSON.stringify([...strings, { constructor: 1 }]);
        expect(faultOf(text)).toMatchObject({ pointer: `/${strings.length}/constructor` });
      }),
      { numRuns: 1_000 },
    );
  });

  it('is read piece by piece as in one go, wherever a piece of it ends', () => {
    const long = (text: string, before: number) =>
      Buffer.from(`[${' '.repeat(before)}"${'y'.repeat(200_000)}",${text}]`);
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.integer({ min: 131_000, max: 131_080 }), (text, before) => {
        fc.pre(!NAMES.some((name) => text.includes(name)));
        expect(runToEnd(parsingJson(long(text, before)))).toEqual(JSON.parse(String(long(text, before))));
      }),
      { numRuns: 50 },
    );
    expect(() => runToEnd(parsingJson(long('{"a":1,"a":2}', 131_072)))).toThrow(
      expect.objectContaining({ details: { errors: [expect.objectContaining({ pointer: '/1/a' })] } }) as Error,
    );
    let pieces = 0;
    const reading = parsingJson(Buffer.from(`[${'12345.5,'.repeat(240_000)}1]`));
    while (reading.next().done !== true) pieces++;
    // Inspected 128 KiB at a time, and parsed 32 KiB at a time.
    expect(pieces).toBeGreaterThan(14 + 58);
  });

  it.each([
    ...['__proto__', 'constructor', 'prototype'].flatMap((name): [string, string][] => [
      [`{"${name}":{}}`, `/${name}`],
      [`{"a":[1,{"b/c~":{"${name}" : 1}}]}`, `/a/1/b~1c~0/${name}`],
      [`[{"x":"y"},[],{"a":1,"${name}":1}]`, `/2/${name}`],
    ]),
    ['{"\\u005f_proto__":1}', '/__proto__'],
    ['{"c\\u006fnstructor":1}', '/constructor'],
    ['{"ä":{"prototype"\n:\t1}}', '/ä/prototype'],
    ['{"__proto__":1,"a":', '/__proto__'],
  ])('%s has a member that it may not have', (text, pointer) => {
    expect(faultOf(text)).toMatchObject({ kind: 'forbidden-member', pointer });
  });

  it.each([
    ['9007199254740993', ''],
    ['-9007199254740993', ''],
    ['{"id":12345678901234567}', '/id'],
    ['{"a":[0,{"n":-1234567890123456789 }]}', '/a/1/n'],
    ['[1,2,123456789012345678901234567890]', '/2'],
    [`{"a":1${'0'.repeat(400)}}`, '/a'],
    ['{"a":{"b":1e9999999999999999}}', '/a/b'],
    ['{"a":1e400}', '/a'],
    ['[1e-400]', '/0'],
    ['[0.1234567890123456789]', '/0'],
    ['[123456789012345678e2]', '/0'],
    ['[0.10000000000000001]', '/0'],
    [`[${'9'.repeat(100_000)}]`, '/0'],
  ])('%s holds a number that would not come out as it went in', (text, pointer) => {
    expect(faultOf(text)).toMatchObject({ kind: 'inexact-number', pointer });
  });

  it('with a number in it is taken exactly if the number comes out as it went in', () => {
    const digits = fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?$/);
    fc.assert(
      fc.property(digits, (text) => {
        const back = decimal(String(Number(text)));
        expect(faultOf(`[${text}]`) === null).toBe(back?.equals(decimal(text)!) ?? false);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['{"a":1,"a":2}', '/a'],
    ['{"a":1,"\\u0061":2}', '/a'],
    ['{"x":[{"b":{},"c":1},{"c":1,"b":{"c":1},"c":2}]}', '/x/1/c'],
    ['{"ä":1,"b":{"ä":1},"ä":3}', '/ä'],
  ])('%s has a member twice', (text, pointer) => {
    expect(faultOf(text)).toMatchObject({ kind: 'duplicate-member', pointer });
  });

  it('finds duplicate members however their names are escaped', () => {
    const escape = (name: string) =>
      Array.from({ length: name.length }, (_, at) => `\\u${name.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
        '',
      );
    const inner = (name: string) => JSON.stringify(name).slice(1, -1);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (plain, escaped) => {
        fc.pre(!NAMES.includes(plain + escaped));
        const mixed = `"${inner(plain)}${escape(escaped)}"`;
        expect(faultOf(`{${JSON.stringify(plain + escaped)}:1,${mixed}:2}`)).toMatchObject({
          kind: 'duplicate-member',
        });
        expect(faultOf(`{${JSON.stringify(`${plain}${escaped}x`)}:1,${mixed}:2}`)).toBeNull();
      }),
    );
  });

  it('may have members of one name in different objects', () => {
    expect(faultOf('{"a":{"a":[{"a":1},{"a":2}]},"b":{"a":1}}')).toBeNull();
  });

  it.each([
    ['{"a":"\\u0000"}', '/a'],
    ['["x","a\\u0000b"]', '/1'],
    ['{"a":{"b\\u0000" : 1}}', '/a/b\u0000'],
    ['["\\ud800"]', '/0'],
    ['["\\uDC00\\uD800"]', '/0'],
    ['["\\ud800\\u0041"]', '/0'],
  ])('%s has a character that no database can keep, which a response may', (text, pointer) => {
    expect(faultOf(text)).toMatchObject({ kind: 'unusable-character', pointer });
    expect(inspected(Buffer.from(text), { anyCharacter: true })).toBeNull();
  });

  it.each(['["\\ud83d\\ude00"]', '["\\\\u0000"]', '["\\u0001"]', '["😀"]'])('%s is kept as it is', (text) => {
    expect(faultOf(text)).toBeNull();
  });

  it.each([
    [Buffer.concat([Buffer.from('{"a":["x","'), Buffer.from([0xff]), Buffer.from('"]}')]), '/a/1'],
    [Buffer.concat([Buffer.from('{"�":1,"b":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]), '/b'],
    [Buffer.concat([Buffer.from('["'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"]')]), '/0'],
    [Buffer.concat([Buffer.from('["abc'), Buffer.from([0xe2, 0x82])]), '/0'],
  ])('of bytes that are not UTF-8 is refused: %#', (bytes, pointer) => {
    expect(inspected(bytes)).toMatchObject({ kind: 'not-utf-8', pointer });
  });

  it.each([
    ...[
      '9007199254740991',
      '-9007199254740991',
      '9007199254740992',
      '10000000000000000',
      '1000000000000000000000',
      '123456789012345680000',
    ],
    ...['0.30000000000000004', '1e2', '-0.0', '0e999999999999999999', '1E+2', '100000000000000000000000'],
    ...['0.10000000000000000000', '1.7976931348623157e308', '123456789012345', '"12345678901234567"', '"__proto__"'],
    ...[
      '{"a":"constructor"}',
      '["prototype","x"]',
      '{"proto":1,"__proto":2,"constructors":3}',
      '{"a:":"\\"__proto__\\":"}',
    ],
  ])('%s is taken', (text) => {
    expect(faultOf(text)).toBeNull();
  });

  it('has a bound for how much and how deep', () => {
    expect(faultOf(`[${'1,'.repeat(MAX_JSON_NODES)}1]`)).toMatchObject({ kind: 'too-many' });
    expect(faultOf(`[${'[],'.repeat(MAX_JSON_NODES / 2)}1]`)).toMatchObject({ kind: 'too-many' });
    expect(faultOf(`{"a":${'['.repeat(64)}`)).toMatchObject({ kind: 'too-deep', pointer: `/a${'/0'.repeat(63)}` });
    expect(faultOf('['.repeat(500_000))).toMatchObject({ kind: 'too-deep' });
  });

  it('that is not taken says where, and says nothing else of a text that is no JSON', () => {
    const notTaken: Error = expect.objectContaining({
      code: 'invalid-request',
      details: { errors: [{ pointer: '/a/__proto__', message: expect.stringContaining('__proto__') }] },
    });
    expect(() => parseJson(Buffer.from('{"a":{"__proto__":1}}'))).toThrow(notTaken);
    expect(readResponse('{"a":12345678901234567}')).toMatchObject({ fault: { pointer: '/a' } });
    expect(() => readResponse('{"a":12345678901234567')).toThrow('This is not JSON');
    expect(readResponse('[1]')).toEqual({ value: [1] });
  });

  it('that is any bytes at all is looked at without harm', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void inspected(bytes)));
    const alphabet = fc.constantFrom('"', '\\', '{', '}', '[', ']', ':', ',', '1', '-', 'e', '.', '__proto__', ' ');
    fc.assert(fc.property(fc.array(alphabet, { maxLength: 60 }), (parts) => void faultOf(parts.join(''))));
  });
});
