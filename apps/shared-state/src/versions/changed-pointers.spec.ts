import fc from 'fast-check';
import { deepEqual, removeAt, runToEnd, setAt } from '#contract';
import { changedPointers } from './changed-pointers';

const changes = (before: unknown, after: unknown) => runToEnd(changedPointers(before, after));

describe('the places where two documents differ', () => {
  it('are the innermost ones', () => {
    const before = { a: { b: 1, c: [1, 2] }, gone: {}, 'x/y': 1 };
    const after = { a: { b: 2, c: [1, 2, { d: 3 }] }, came: null, 'x/y': [] };
    expect(changes(before, after)).toEqual([
      { pointer: '/a/b', change: 'changed' },
      { pointer: '/a/c/2', change: 'added' },
      { pointer: '/gone', change: 'removed' },
      { pointer: '/x~1y', change: 'changed' },
      { pointer: '/came', change: 'added' },
    ]);
  });

  it('are none exactly if the documents are equal', () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(json, json, (before, after) => {
        expect(changes(before, after).length === 0).toBe(deepEqual(before, after));
        expect(changes(before, structuredClone(before))).toEqual([]);
      }),
    );
  });

  it('name what a write did', () => {
    const token = fc.stringMatching(/^[a-z~/]{1,3}$/);
    fc.assert(
      fc.property(fc.dictionary(token, fc.jsonValue()), token, (before, name) => {
        const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        const change = Object.hasOwn(before, name) ? 'changed' : 'added';
        const after = setAt(before, [name], 'a value of its own kind');
        expect(changes(before, after)).toEqual([{ pointer, change }]);
        expect(changes(after, removeAt(after, [name]))).toEqual([{ pointer, change: 'removed' }]);
      }),
    );
  });
});
