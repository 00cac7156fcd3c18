import fc from 'fast-check';
import type { PlatformError, StatePatchOp } from '#contract';
import { applyStatePatch } from './state-patch';

const patch = (document: unknown, ...operations: StatePatchOp[]) =>
  applyStatePatch(structuredClone(document), operations);
const add = (path: string, value: unknown): StatePatchOp => ({ op: 'add', path, value });
const merge = (value: unknown): StatePatchOp => ({ op: 'merge', value });

describe('the platform’s own patch', () => {
  it.each<[string, unknown, StatePatchOp[], unknown]>([
    ['adds a member', {}, [add('/a', 1)], { a: 1 }],
    ['replaces a member', { a: 1 }, [add('/a', 2)], { a: 2 }],
    ['makes parents on the way', {}, [add('/a/b/c', 1)], { a: { b: { c: 1 } } }],
    ['makes objects, whatever the next name looks like', {}, [add('/a/0', 1)], { a: { 0: 1 } }],
    ['replaces an item by its index', { a: [1, 2] }, [add('/a/0', 9)], { a: [9, 2] }],
    ['makes an array to append to', {}, [add('/log/-', 1), add('/log/-', 2)], { log: [1, 2] }],
    ['makes arrays at any depth', {}, [add('/a/-/b/-', 1)], { a: [{ b: [1] }] }],
    ['makes arrays within arrays', {}, [add('/a/-/-', 1)], { a: [[1]] }],
    [
      'appends what it makes on the way',
      { a: [1] },
      [add('/a/-/b', 2), add('/a/2/b', 3)],
      { a: [1, { b: 2 }, { b: 3 }] },
    ],
    ['takes "-" for a name in an object', { a: {} }, [add('/a/-', 1)], { a: { '-': 1 } }],
    ['appends with "-" or the length', { a: [1] }, [add('/a/-', 2), add('/a/2', 3)], { a: [1, 2, 3] }],
    ['replaces the whole document', { a: 1 }, [add('', { b: 2 })], { b: 2 }],
    ['merges members at the root, not deeper', { a: { x: 1 }, b: 1 }, [merge({ a: { y: 2 } })], { a: { y: 2 }, b: 1 }],
    ['keeps null', {}, [add('/a', null), merge({ b: null })], { a: null, b: null }],
    ['applies all in order', {}, [add('/a', 1), merge({ a: 2, b: 1 }), add('/b', 3)], { a: 2, b: 3 }],
  ])('%s', (_, document, operations, expected) => expect(patch(document, ...operations)).toEqual(expected));

  it.each<[string, StatePatchOp]>([
    ['a text as a parent', add('/text/a', 1)],
    ['a number as a parent', add('/number/a/b', 1)],
    ['null as a parent', add('/nothing/a', 1)],
    ['to append to null', add('/nothing/-', 1)],
    ['an index past the end', add('/list/2', 1)],
    ['a name in an array', add('/list/first', 1)],
    ['to merge what is no object', merge([1])],
  ])('refuses %s, naming the operation', (_, operation) => {
    const document = { text: 'x', number: 1, nothing: null, list: [0] };
    let refusal: unknown;
    try {
      patch(document, merge({ fine: true }), operation);
    } catch (error) {
      refusal = error;
    }
    expect(refusal as PlatformError).toMatchObject({ code: 'unprocessable', details: { errors: [{ pointer: '/1' }] } });
  });

  it('agrees with a plain map of pointers, whatever the sequence of adds', () => {
    const names = fc.constantFrom('a', 'b', 'c');
    const adds = fc.array(fc.tuple(fc.array(names, { minLength: 3, maxLength: 3 }), fc.integer()), { maxLength: 20 });
    fc.assert(
      fc.property(adds, (sequence) => {
        const model = new Map(sequence.map(([path, value]) => [`/${path.join('/')}`, value]));
        const document = patch({}, ...sequence.map(([path, value]) => add(`/${path.join('/')}`, value)));
        expect(leavesOf(document)).toEqual(Object.fromEntries(model));
      }),
    );
  });
});

function leavesOf(node: unknown, pointer = ''): Record<string, unknown> {
  if (typeof node !== 'object' || node === null) return { [pointer]: node };
  return Object.assign(
    {},
    ...Object.entries(node).map(([name, value]) => leavesOf(value, `${pointer}/${name}`)),
  ) as Record<string, unknown>;
}
