import fc from 'fast-check';
import { type PlatformError } from '#contract';
import { applyJsonPatch, type ParsedPatchOperation } from './json-patch';

const patch = (document: unknown, ...operations: ParsedPatchOperation[]) =>
  applyJsonPatch(structuredClone(document), operations);
const refusalOf = (document: unknown, ...operations: ParsedPatchOperation[]) => {
  try {
    patch(document, ...operations);
  } catch (error) {
    return error as PlatformError;
  }
  throw new Error('the patch was applied');
};

describe('RFC 6902, its own examples (appendix A)', () => {
  it.each<[string, unknown, ParsedPatchOperation[], unknown]>([
    ['A.1 add a member', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { baz: 'qux', foo: 'bar' }],
    [
      'A.2 add an item',
      { foo: ['bar', 'baz'] },
      [{ op: 'add', path: '/foo/1', value: 'qux' }],
      { foo: ['bar', 'qux', 'baz'] },
    ],
    ['A.3 remove a member', { baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
    ['A.4 remove an item', { foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
    [
      'A.5 replace',
      { baz: 'qux', foo: 'bar' },
      [{ op: 'replace', path: '/baz', value: 'boo' }],
      { baz: 'boo', foo: 'bar' },
    ],
    [
      'A.6 move a member',
      { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
      [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
      { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
    ],
    [
      'A.7 move an item',
      { foo: ['all', 'grass', 'cows', 'eat'] },
      [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
      { foo: ['all', 'cows', 'eat', 'grass'] },
    ],
    [
      'A.8 test that holds',
      { baz: 'qux', foo: ['a', 2, 'c'] },
      [
        { op: 'test', path: '/baz', value: 'qux' },
        { op: 'test', path: '/foo/1', value: 2 },
      ],
      { baz: 'qux', foo: ['a', 2, 'c'] },
    ],
    [
      'A.10 add an object',
      { foo: 'bar' },
      [{ op: 'add', path: '/child', value: { grandchild: {} } }],
      { foo: 'bar', child: { grandchild: {} } },
    ],
    ['A.14 escapes', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }], { '/': 9, '~1': 10 }],
    [
      'A.16 add an array',
      { foo: ['bar'] },
      [{ op: 'add', path: '/foo/-', value: ['abc', 'def'] }],
      { foo: ['bar', ['abc', 'def']] },
    ],
  ])('%s', (_, document, operations, expected) => expect(patch(document, ...operations)).toEqual(expected));

  it.each<[string, unknown, ParsedPatchOperation, string]>([
    ['A.9 test that fails', { baz: 'qux' }, { op: 'test', path: '/baz', value: 'bar' }, 'conflict'],
    ['A.12 add below nothing', { foo: 'bar' }, { op: 'add', path: '/baz/bat', value: 'qux' }, 'unprocessable'],
    ['A.15 strings are not numbers', { '/': 9, '~1': 10 }, { op: 'test', path: '/~01', value: '10' }, 'conflict'],
  ])('%s', (_, document, operation, code) => expect(refusalOf(document, operation).code).toBe(code));
});

describe('RFC 6902', () => {
  it.each<[string, unknown, ParsedPatchOperation[], unknown]>([
    ['replaces the whole document', { a: 1 }, [{ op: 'replace', path: '', value: { b: 2 } }], { b: 2 }],
    ['adds over the whole document', { a: 1 }, [{ op: 'add', path: '', value: { b: 2 } }], { b: 2 }],
    ['moves a part up to be the document', { a: { b: 1 } }, [{ op: 'move', from: '/a', path: '' }], { b: 1 }],
    ['moves a value to where it is', { a: 1 }, [{ op: 'move', from: '/a', path: '/a' }], { a: 1 }],
    ['knows a member whose name is empty', { '': 1 }, [{ op: 'replace', path: '/', value: 2 }], { '': 2 }],
    ['adds over null', { a: null }, [{ op: 'add', path: '/a', value: 1 }], { a: 1 }],
    [
      'finds null',
      { a: null },
      [
        { op: 'test', path: '/a', value: null },
        { op: 'remove', path: '/a' },
      ],
      {},
    ],
    [
      'tests objects whatever the order',
      { a: { x: 1, y: 2 } },
      [{ op: 'test', path: '/a', value: { y: 2, x: 1 } }],
      { a: { x: 1, y: 2 } },
    ],
    ['inserts at the end by index', { a: [1] }, [{ op: 'add', path: '/a/1', value: 2 }], { a: [1, 2] }],
    [
      'copies by value',
      { a: { x: 1 } },
      [
        { op: 'copy', from: '/a', path: '/b' },
        { op: 'add', path: '/b/x', value: 2 },
      ],
      { a: { x: 1 }, b: { x: 2 } },
    ],
  ])('%s', (_, document, operations, expected) => expect(patch(document, ...operations)).toEqual(expected));

  it.each<[string, ParsedPatchOperation]>([
    ['an index past the end', { op: 'add', path: '/list/2', value: 1 }],
    ['an index with a leading zero', { op: 'replace', path: '/list/00', value: 1 }],
    ['"-" where nothing can be', { op: 'remove', path: '/list/-' }],
    ['to append to nothing', { op: 'add', path: '/none/-', value: 1 }],
    ['a name in an array', { op: 'add', path: '/list/first', value: 1 }],
    ['the length of an array', { op: 'test', path: '/list/length', value: 1 }],
    ['a member of a text', { op: 'test', path: '/text/length', value: 4 }],
    ['an inherited member', { op: 'copy', from: '/toString', path: '/x' }],
    ['a member that is not there', { op: 'replace', path: '/none', value: 1 }],
    ['what was never there', { op: 'test', path: '/none', value: null }],
    ['its own child as the target of a move', { op: 'move', from: '/object', path: '/object/inner' }],
    ['the prototype', { op: 'add', path: '/__proto__/x', value: 1 }],
    ['the constructor', { op: 'add', path: '/object/constructor', value: 1 }],
  ])('refuses %s, naming the operation', (_, operation) => {
    const document = { list: [0], text: 'text', object: { inner: 1 } };
    const test: ParsedPatchOperation = { op: 'test', path: '/text', value: 'text' };
    expect(refusalOf(document, test, operation)).toMatchObject({
      code: 'unprocessable',
      details: { errors: [{ pointer: '/1' }] },
    });
  });

  it('cannot be used to copy a document into a giant', () => {
    const document = { a: 'x'.repeat(1_000) };
    const bomb = Array.from({ length: 40 }, (_, n) => ({ op: 'copy', from: '', path: `/a${n}` }) as const);
    expect(refusalOf(document, ...bomb).code).toBe('payload-too-large');
  });

  it('does not change the patch, so that it can be applied again', () => {
    const operations: ParsedPatchOperation[] = [
      { op: 'add', path: '/a', value: { b: [] } },
      { op: 'add', path: '/a/b/-', value: 1 },
    ];
    patch({}, ...operations);
    expect(operations[0]?.value).toEqual({ b: [] });
    expect(patch({}, ...operations)).toEqual({ a: { b: [1] } });
  });

  it('adds a value with members of whatever names', () => {
    const value: unknown = JSON.parse('{"__proto__":false,"constructor":{"__proto__":[1]}}');
    expect(JSON.stringify(patch({}, { op: 'add', path: '/a', value }))).toBe(JSON.stringify({ a: value }));
  });

  it('undoes an add with a remove, at any place of any document', () => {
    const document = fc.dictionary(fc.stringMatching(/^[a-z~/]{1,3}$/), fc.jsonValue({ maxDepth: 2 }));
    const name = fc.stringMatching(/^new[a-z]{1,3}$/);
    fc.assert(
      fc.property(document, name, fc.jsonValue(), (before, member, value) => {
        const path = `/${member}`;
        const plain: unknown = JSON.parse(JSON.stringify(before));
        const added = patch(plain, { op: 'add', path, value });
        expect(added).toEqual({ ...(plain as object), [member]: value });
        expect(patch(added, { op: 'remove', path })).toEqual(plain);
      }),
    );
  });
});
