import { elapsed } from './duration';

const START = '2026-01-01T00:00:00.000Z';
const NOW = Date.parse(START) + 5_000;

it.each([
  [{}, undefined],
  [{ startedAt: START }, '5.0 s'],
  [{ startedAt: START, completedAt: '2026-01-01T00:00:00.012Z' }, '12 ms'],
  [{ startedAt: START, completedAt: '2025-12-31T00:00:00Z' }, '0 ms'],
  [{ startedAt: 'yesterday' }, undefined],
  [{ startedAt: START, completedAt: '' }, undefined],
])('of %j %j has passed', (part, expected) => {
  expect(elapsed(part, NOW)).toBe(expected);
});
