import type { Condition } from '#contract';
import { holds } from './condition';

const document = { n: 5, s: 'b', list: [1], none: null, flag: true };

describe('a condition', () => {
  it.each<[object, boolean]>([
    [{ exists: '/n' }, true],
    [{ exists: '/none' }, true],
    [{ exists: '/gone' }, false],
    [{ equals: ['/list', [1]] }, true],
    [{ equals: ['/n', '5'] }, false],
    [{ equals: ['/gone', null] }, false],
    [{ in: ['/s', ['a', 'b']] }, true],
    [{ in: ['/s', []] }, false],
    [{ gt: ['/n', 4] }, true],
    [{ gt: ['/n', 5] }, false],
    [{ gte: ['/n', 5] }, true],
    [{ lt: ['/s', 'c'] }, true],
    [{ lte: ['/n', 4] }, false],
    [{ gt: ['/s', 1] }, false],
    [{ lt: ['/gone', 1] }, false],
    [{ not: { exists: '/gone' } }, true],
    [{ all: [{ exists: '/n' }, { exists: '/gone' }] }, false],
    [{ any: [{ exists: '/gone' }, { exists: '/n' }] }, true],
    [{ all: [] }, true],
    [{ any: [] }, false],
  ])('%j is %s', (condition, expected) => {
    expect(holds(condition as Condition, document)).toBe(expected);
  });
});
