import { rotationOf } from './key-rotation';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const key = (id: string, createdAt: number) => ({ id, createdAt });
const ids = (keys: readonly { id: string }[]) => keys.map(({ id }) => id).join('');

/** At `now`: who signs, who is published, who may go, whether a new one is due. */
function at(now: number, ...keys: { id: string; createdAt: number }[]): string {
  const { signing, published, retired, due } = rotationOf(keys, now, 90 * DAY);
  return `${signing?.id ?? '-'} signs, ${ids(published)} published, ${ids(retired)} retired${due ? ', due' : ''}`;
}

it.each<[string, string, number, ...{ id: string; createdAt: number }[]]>([
  ['there is none', '- signs,  published,  retired, due', 0],
  ['the first signs at once', 'a signs, a published,  retired', 0, key('a', 0)],
  ['one is old', 'a signs, a published,  retired, due', 90 * DAY, key('a', 0)],
  [
    'a new one is published before it signs',
    'a signs, ab published,  retired',
    14 * MINUTE,
    key('b', 0),
    key('a', -DAY),
  ],
  [
    'a new one signs, the old one is still published',
    'b signs, ab published,  retired',
    16 * MINUTE,
    key('a', -DAY),
    key('b', 0),
  ],
  [
    'what the old one signed has long arrived',
    'b signs, b published, a retired',
    DAY + 15 * MINUTE,
    key('a', -DAY),
    key('b', 0),
  ],
  ['two replicas made one at the same time', 'a signs, ab published,  retired', 0, key('b', 0), key('a', 0)],
])('%s', (_, expected, now, ...keys) => {
  expect(at(now, ...keys)).toBe(expected);
});
