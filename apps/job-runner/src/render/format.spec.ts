import { duration } from './duration';
import { coloured, paintFor, plain } from './paint';
import { table } from './table';

it.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1_240, '1.2 s'],
  [184_000, '3 min 4 s'],
  [7_500_000, '2 h 5 min'],
])('%d ms reads as %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

it('a table is as wide as its widest cells', () => {
  expect(
    table([
      ['ID', 'STATUS'],
      ['a-long-id', ''],
      ['b', 'running'],
    ]),
  ).toEqual(['ID         STATUS', 'a-long-id', 'b          running']);
});

it('a table is as wide as what is shown of its cells', () => {
  expect(
    table([
      ['NAME', 'STATUS'],
      ['a\u0007', 'running'],
    ]),
  ).toEqual(['NAME     STATUS', 'a\\u0007  running']);
});

it('colours are for terminals that want them', () => {
  expect(paintFor({ isTTY: true, hasColors: () => true })).toBe(coloured);
  expect(paintFor({ isTTY: true, hasColors: () => false })).toBe(plain);
  expect(paintFor({})).toBe(plain);
});
