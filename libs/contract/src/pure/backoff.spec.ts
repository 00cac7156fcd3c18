import { backoffMs } from './backoff';

it('grows with every failure, up to the longest pause', () => {
  const range = { firstMs: 500, longestMs: 30_000 };
  expect([0, 1, 2, 3, 20].map((failures) => backoffMs(failures, range))).toEqual([500, 500, 1_000, 2_000, 30_000]);
  expect([1, 2, 3].map((failures) => backoffMs(failures, { ...range, factor: 3 }))).toEqual([500, 1_500, 4_500]);
});
