import { InMemoryReplayCache } from './in-memory-replay-cache';

it('knows what it has seen for as long as that counts', async () => {
  const time = { now: 0 };
  const seen = new InMemoryReplayCache(() => time.now);
  expect(await seen.isFirst('a', 10)).toBe(true);
  expect(await seen.isFirst('a', 10)).toBe(false);
  time.now = 11;
  expect(await seen.isFirst('b', 20)).toBe(true);
  expect(await seen.isFirst('b', 20)).toBe(false);
});

it('refuses what it may have forgotten, rather than take anything twice', async () => {
  const seen = new InMemoryReplayCache(() => 0, 2);
  for (const [id, until] of [
    ['a', 10],
    ['b', 20],
    ['c', 30],
  ] as const)
    await seen.isFirst(id, until);
  expect(await Promise.all([seen.isFirst('a', 10), seen.isFirst('late', 10), seen.isFirst('new', 40)])).toEqual([
    false,
    false,
    true,
  ]);
});
