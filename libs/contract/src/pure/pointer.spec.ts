import fc from 'fast-check';
import { formatPointer, getAt, hasAt, isPointer, parsePointer, PointerError, removeAt, setAt } from './pointer';

// The document and the pointers of RFC 6901, section 5.
const rfc = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
};

describe('a JSON pointer', () => {
  it.each([
    ['', rfc],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
  ])('%j finds what RFC 6901 says', (pointer, value) => {
    expect(getAt(rfc, pointer)).toEqual(value);
  });

  it.each(['/foo/2', '/foo/-', '/foo/00', '/foo/length', '/toString', '/nowhere/at/all'])(
    '%j finds nothing',
    (pointer) => {
      expect(hasAt(rfc, pointer)).toBe(false);
    },
  );

  it.each(['foo', '/a~', '/a~2', '#/foo'])('is not %j', (text) => {
    expect(isPointer(text)).toBe(false);
    expect(() => parsePointer(text)).toThrow(PointerError);
  });

  it.each([64, 65, 500_000])('of %d names comes in only where that is at most 64', (names) => {
    expect(isPointer('/a'.repeat(names))).toBe(names <= 64);
  });

  it.each(['/__proto__/polluted', '/constructor/prototype', '/a/prototype'])('never reaches %s', (text) => {
    expect(isPointer(text)).toBe(false);
    expect(() => setAt({}, text, true)).toThrow(PointerError);
    expect(() => setAt({}, text.split('/').slice(1), true)).toThrow(PointerError);
  });

  it('reads back what it writes', () => {
    const token = fc.string().filter((text) => !['__proto__', 'prototype', 'constructor', '-'].includes(text));
    fc.assert(
      fc.property(fc.array(token), fc.jsonValue(), (tokens, value) => {
        const pointer = formatPointer(tokens);
        expect(parsePointer(pointer)).toEqual(tokens);
        expect(getAt(setAt(undefined, pointer, value), pointer)).toEqual(value);
      }),
    );
  });
});

describe('setting a value', () => {
  it('makes the parents and leaves the original alone', () => {
    const before = { kept: {} };
    const after = setAt(before, '/a/b/0', 1);
    expect(after).toEqual({ kept: {}, a: { b: { 0: 1 } } });
    expect(before).toEqual({ kept: {} });
    expect((after as typeof before).kept).toBe(before.kept);
  });

  it('replaces in an array, or appends to it', () => {
    expect(setAt([1, 2], '/0', 9)).toEqual([9, 2]);
    expect(setAt([1, 2], '/2', 3)).toEqual([1, 2, 3]);
    expect(setAt([1, 2], '/-', 3)).toEqual([1, 2, 3]);
    expect(setAt([[1]], '/0/-', 2)).toEqual([[1, 2]]);
    expect(setAt([1], '/-/a', 2)).toEqual([1, { a: 2 }]);
  });

  it('makes an array where "-" appends to nothing', () => {
    expect(setAt({}, '/log/-', 1)).toEqual({ log: [1] });
    expect(setAt({}, '/a/-/b/-', 1)).toEqual({ a: [{ b: [1] }] });
    expect(setAt({ a: {} }, '/a/-', 1)).toEqual({ a: { '-': 1 } });
  });

  it.each([
    [{ a: 5 }, '/a/b', '"/a" holds a scalar, which can have no member "b"'],
    [{ a: null }, '/a/b', '"/a" holds a scalar, which can have no member "b"'],
    [{ a: [1] }, '/a/7', '/a/7 is not a place in an array of 1'],
    [{ a: [1] }, '/a/x', '/a/x is not a place in an array of 1'],
  ])('in %j at %s is refused', (document, pointer, message) => {
    expect(() => setAt(document, pointer, 1)).toThrow(message);
  });
});

describe('removing a value', () => {
  it('takes it out of its object or array', () => {
    expect(removeAt({ a: { b: 1, c: 2 } }, '/a/b')).toEqual({ a: { c: 2 } });
    expect(removeAt({ a: [1, 2, 3] }, '/a/1')).toEqual({ a: [1, 3] });
  });

  it('changes nothing where nothing was', () => {
    const document = { a: 1 };
    expect(removeAt(document, '/b/c')).toBe(document);
  });
});
