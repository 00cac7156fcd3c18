import * as fc from 'fast-check';
import { deepEqual } from './deep-equal';
import { copyMembers, mergeMembers, objectOf, setMember, withoutMember } from './members';
import { removeAt, setAt } from './pointer';

/** Milliseconds of CPU, the best of three, or the first below `enough`: the machine runs other work too. */
function cost(work: () => unknown, enough = 0): number {
  let least = Infinity;
  for (let attempt = 0; attempt < 3 && least >= enough; attempt++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

const MANY = 240_000;
/** Sparse indices, the worst case for V8. */
const names = Array.from({ length: MANY }, (_, index) => String(index * 17));
const sparse = objectOf(names.map((name) => [name, 1]));
const same = copyMembers(sparse);
/** Reading and writing as many members: the baseline of linear work. */
const PARSED = cost(() => JSON.parse(JSON.stringify(sparse)));
const LINEAR = 4 * PARSED + 50;

describe('objects of very many members', () => {
  it.each([
    ['copied', () => copyMembers(sparse)],
    ['changed by a pointer', () => setAt(sparse, '/17', 2)],
    [
      'changed by many pointers',
      () => {
        const copies = new Set<object>();
        let document: unknown = sparse;
        for (const name of names.slice(0, 1_000)) document = setAt(document, [name], 2, copies);
        for (const name of names.slice(0, 1_000)) document = removeAt(document, [name], copies);
      },
    ],
    ['merged', () => mergeMembers({}, sparse)],
    ['given up to one', () => withoutMember(sparse, '17')],
    [
      'set one by one',
      () => {
        const object = {};
        for (const name of names) setMember(object, name, 1);
      },
    ],
    ['compared', () => deepEqual(sparse, same)],
  ])('take time with their number alone when they are %s', (_, work) => {
    expect(cost(work, LINEAR)).toBeLessThan(LINEAR);
  });

  it('are what Object.fromEntries makes of the members, whatever they are called', () => {
    const name = fc.oneof(fc.nat().map(String), fc.constantFrom('__proto__', '4294967295', '01', 'x'), fc.string());
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.nat()), { maxLength: 20 }), (few) => {
        const members = [...Array.from({ length: 1_001 }, (_, index) => [`m${index}`, index] as const), ...few];
        const expected = Object.fromEntries(members);
        expect(Object.entries(objectOf(members))).toEqual(Object.entries(expected));
      }),
    );
  });
});

describe('members of two objects, and of one but for a member', () => {
  it('are those of spread and rest, whatever they are called', () => {
    const objects = fc.dictionary(
      fc.oneof(fc.nat().map(String), fc.constantFrom('id', '4294967294'), fc.string()),
      fc.nat(),
    );
    fc.assert(
      fc.property(objects, objects, (first, second) => {
        expect(Object.entries(mergeMembers(first, second))).toEqual(Object.entries({ ...first, ...second }));
        const { id: _, ...rest } = first;
        expect(Object.entries(withoutMember(first, 'id'))).toEqual(Object.entries(rest));
      }),
    );
  });
});

describe('a document that is changed again and again', () => {
  it('is left as it was, and every change is seen', () => {
    const before = { a: { b: [1, 2] }, c: { d: 1 } };
    const copies = new Set<object>();
    let after: unknown = before;
    after = setAt(after, '/a/b/-', 3, copies);
    after = setAt(after, '/a/b/0', 0, copies);
    after = removeAt(after, '/a/b/1', copies);
    after = removeAt(after, '/c/d', copies);
    expect(after).toEqual({ a: { b: [0, 3] }, c: {} });
    expect(before).toEqual({ a: { b: [1, 2] }, c: { d: 1 } });
  });
});
