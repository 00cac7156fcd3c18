const repeat = (count: number, item: (index: number) => string): string =>
  Array.from({ length: count }, (_, at) => item(at)).join();
const list = (count: number, item: (index: number) => string) => `[${repeat(count, item)}]`;
const object = (count: number, member: (index: number) => string) => `{${repeat(count, member)}}`;

/** A kilobyte short of a megabyte, so that there is room for what it stands in. */
const NEARLY = 1_000_000;

/** JSON texts of up to a megabyte, or what looks like one, each with something that takes long to the unwary. */
export const HOSTILE_JSON: Readonly<Record<string, () => string | Buffer>> = {
  'nesting as deep as may be, often': () => list(15_000, () => `${'['.repeat(30)}${']'.repeat(30)}`),
  'nesting without an end': () => '['.repeat(NEARLY),
  'objects without an end': () => '{"a":'.repeat(NEARLY / 5),
  'an object in an object in an object': () => `${'{"a":'.repeat(50)}1${'}'.repeat(50)}`,
  'names that are whole numbers': () => object(75_000, (at) => `"${at + 10_000}":1`),
  'names that are whole numbers, backwards': () => object(75_000, (at) => `"${90_000 - at}":1`),
  'names that are whole numbers, far apart': () => object(60_000, (at) => `"${4_000_000_000 - at * 66_000}":1`),
  'names that are whole numbers, shuffled': () => object(75_000, (at) => `"${(at * 7_919) % 1_000_003}":1`),
  'short names by the ten thousand': () => object(90_000, (at) => `"k${at}":1`),
  'names that begin alike': () => object(9_000, (at) => `"${'k'.repeat(100)}${at}":1`),
  'objects of one member, each of another name': () => list(80_000, (at) => `{"${at.toString(36)}":1}`),
  'objects of one member': () => list(100_000, () => '{"k":1}'),
  'objects with nothing in them': () => list(120_000, () => '{}'),
  'lists with nothing in them': () => list(124_000, () => '[]'),
  'more values than are taken': () => list(400_000, () => '1'),
  'numbers of one digit': () => list(249_000, () => '1'),
  'numbers of 16 digits': () => list(55_000, (at) => `0.${1_234_567_890_123_456 + at * 10}`.slice(0, 17)),
  'a number of 100,000 digits': () => `[${'9'.repeat(100_000)}]`,
  'a number with 100,000 zeros after the point': () => `[0.${'0'.repeat(100_000)}1]`,
  'zeros after the point by the thousand': () => list(900, () => `1.${'0'.repeat(1_000)}`),
  exponents: () => list(80_000, (at) => `${(at % 9) + 1}e-${at % 300}`),
  'an exponent of 100,000 digits': () => `[1e${'1'.repeat(100_000)}]`,
  'a long string': () => JSON.stringify('x'.repeat(NEARLY)),
  'strings of two characters': () => list(190_000, (at) => `"${String.fromCharCode(97 + (at % 26))}b"`),
  'escapes without an end': () => `"${'\\u00e9'.repeat(NEARLY / 6)}"`,
  backslashes: () => `"${'\\\\'.repeat(NEARLY / 2)}"`,
  quotes: () => `"${'\\"'.repeat(NEARLY / 2)}"`,
  'names of nothing but escapes': () =>
    object(12_000, (at) => `"${'\\u0061'.repeat(11)}\\u${String(1_000 + (at % 9_000))}${at}":1`),
  'one long name': () => `{"${'k'.repeat(NEARLY)}":1}`,
  'one long name of escapes': () => `{"${'\\u006b'.repeat(NEARLY / 6)}":1}`,
  'characters of four bytes': () => JSON.stringify('😀'.repeat(NEARLY / 4)),
  'combining characters': () => JSON.stringify(`a${'\u0315\u0300\u05ae\u0062'.repeat(NEARLY / 8)}`),
  'half a pair at the end': () => `["${'x'.repeat(NEARLY - 20)}\\ud800"]`,
  'U+0000 at the end': () => `["${'x'.repeat(NEARLY - 20)}\\u0000"]`,
  'bytes that are not UTF-8, at the end': () =>
    Buffer.concat([Buffer.from(`["${'x'.repeat(NEARLY - 20)}`), Buffer.from([0xff]), Buffer.from('"]')]),
  'bytes that are not UTF-8, in a deep place': () =>
    Buffer.concat([
      Buffer.from(`${'[0,'.repeat(60)}[${repeat(200_000, () => '1')},"`),
      Buffer.from([0xc3]),
      Buffer.from(`"]${']'.repeat(60)}`),
    ]),
  'a member that comes twice, at the end': () => `{${repeat(80_000, (at) => `"k${at}":1`)},"k0":1}`,
  'a name that may not be, at the end': () => `{${repeat(80_000, (at) => `"k${at}":1`)},"__proto__":1}`,
  'a number that cannot be kept, at the end': () => `[${repeat(200_000, () => '1')},12345678901234567]`,
  'an end that is missing': () => `[${repeat(200_000, () => '1')}`,
  'a comma too many, at the end': () => `[${repeat(200_000, () => '1')},]`,
  'white space': () => `${' '.repeat(NEARLY - 10)}1`,
  'white space everywhere': () => list(30_000, () => `${' \n\t\r'.repeat(4)}1${' '.repeat(12)}`),
  words: () => list(180_000, (at) => ['true', 'false', 'null'][at % 3]!),
  'lists in lists, long and longer': () => list(440, (at) => list(at, () => '1')),
};
