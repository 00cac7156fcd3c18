import fc from 'fast-check';
import { runToEnd } from '../pure/run-to-end';
import { parseInParts } from './parse-in-parts';

const PART_BYTES = [0, 1, 2, 3, 5, 8, 13, 21, 1_000];
const NAMES = ['', 'a', 'b', 'ä', '0', '1', '17', '4294967294', '"', '\\', ',', '{'];

const inParts = (text: string, partBytes: number) => runToEnd(parseInParts(Buffer.from(text), partBytes));
const isJson = (read: () => unknown): boolean => {
  try {
    read();
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError);
    return false;
  }
};

const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, false, 0, -1.5e-7, 12345, '', 'x', '"', '\\"', '[,', '}:', 'ä😀'),
    fc.array(tie('any'), { maxLength: 5 }),
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), tie('any')), { selector: ([name]) => name, maxLength: 5 })
      .map((members) => Object.fromEntries(members)),
  ),
})).any;
const written = fc
  .tuple(value, fc.constantFrom(undefined, 1, '\t'))
  .map(([any, space]) => JSON.stringify(any, null, space));

describe('JSON that is parsed in parts', () => {
  it('becomes the value that JSON.parse returns, its members in the same order, wherever parts end', () => {
    fc.assert(
      fc.property(written, fc.constantFrom(...PART_BYTES), (text, partBytes) => {
        expect(JSON.stringify(inParts(` ${text}\n`, partBytes))).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is taken exactly if JSON.parse takes it', () => {
    const piece = fc.constantFrom(
      '',
      ',',
      ':',
      '[',
      ']',
      '{',
      '}',
      '"',
      '1',
      '-',
      ' ',
      '""',
      '"a":',
      '[]',
      'null',
      '\\',
    );
    fc.assert(
      fc.property(
        written,
        fc.nat(),
        fc.nat(3),
        piece,
        fc.constantFrom(...PART_BYTES),
        (text, place, drop, put, partBytes) => {
          const at = place % (text.length + 1);
          const changed = text.slice(0, at) + put + text.slice(at + drop);
          expect(isJson(() => inParts(changed, partBytes))).toBe(isJson(() => JSON.parse(changed)));
        },
      ),
      { numRuns: 3_000 },
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.constantFrom(...PART_BYTES), (pieces, partBytes) => {
        const text = pieces.join('');
        expect(isJson(() => inParts(text, partBytes))).toBe(isJson(() => JSON.parse(text)));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['objects of one member, each of another name', () => `[${many(80_000, (at) => `{"${at.toString(36)}":1}`)}]`],
    ['one object of many members', () => `{${many(75_000, (at) => `"k${at}":1`)}}`],
    ['lists in lists', () => `[[[${many(90_000, (at) => `[${at}]`)}]]]`],
  ])('is parsed a little at a time: %s', (_, make) => {
    const text = Buffer.from(make());
    const parsing = parseInParts(text);
    let parts = 1;
    while (parsing.next().done !== true) parts++;
    expect(parts).toBeGreaterThan(text.length / 33_000);
  });
});

function many(count: number, item: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => item(at)).join();
}
