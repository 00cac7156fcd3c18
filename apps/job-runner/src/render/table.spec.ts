import fc from 'fast-check';
import { table } from './table';

const ID = '01a22bbc-f6c6-7296-8089-bc3f7c4181f5';
const JOBS = [
  ['ID', 'STATUS', 'NAME', 'STEPS', 'CREATED', 'TOOK'],
  [ID, 'needs-attention', 'a-name-of-some-length', '3', '2026-11-30T09:15:33.961Z', '78 ms'],
];

it('a table is as wide as its cells where the terminal is', () => {
  expect(table([['A', 'B'], ['long', 'b']])).toEqual(['A     B', 'long  b']); // prettier-ignore
});

it('the widest columns are cut first, and the id not at all', () => {
  expect(table(JOBS, 90)[1]).toBe(`${ID}  needs-atte…  a-name-of-…  3      2026-11-30T…  78 ms`);
});

it('what has no room is left out, from the right', () => {
  expect(table(JOBS, 60)).toEqual([`${'ID'.padEnd(36)}  STATUS      NAME`, `${ID}  needs-att…  a-name-of…`]);
});

it('a first column that is no id is cut where no other can give more', () => {
  expect(table([['NAME', 'HEALTH'], ['n'.repeat(200), 'healthy']], 60)[1]).toBe(`${'n'.repeat(50)}…  healthy`); // prettier-ignore
});

it('no line is wider than the terminal', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '-', ' ', '漢'), maxLength: 60 });
  const rows = fc.integer({ min: 1, max: 7 }).chain((count) => fc.array(fc.array(cell, { minLength: count, maxLength: count }), { minLength: 1, maxLength: 5 })); // prettier-ignore
  const columnsOf = (line: string) => [...line].length + (line.match(/漢/g)?.length ?? 0);
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 120 }), (some, columns) => {
      for (const line of table(some, columns)) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
    }),
  );
});
