import { closestName } from './closest-name';

it.each([
  ['requird', ['optional', 'required', 'rules'], 'required'],
  ['comands', ['title', 'commands'], 'commands'],
  ['Commands', ['commands'], 'commands'],
  ['saef', ['safe', 'idempotent'], 'safe'],
  ['typ', ['type', 'enum'], 'type'],
  ['returns', ['return', 'returns'], 'returns'],
  ['colour', ['type', 'enum', 'format'], undefined],
  ['x'.repeat(100_000), ['x'.repeat(99_999)], undefined],
  ['a', [], undefined],
])('of %.20s and %j, %s was meant', (misspelt, names, meant) => {
  expect(closestName(misspelt, names)).toBe(meant);
});
