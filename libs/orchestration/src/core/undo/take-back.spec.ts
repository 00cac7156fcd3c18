import fc from 'fast-check';
import { removeAt, setAt } from '#contract/pure';
import { type Write } from '../model/state-write';
import { planWrites, writeOperation } from '../task/writes';
import { patchOf, takeBack } from './take-back';

interface Stored {
  targetPath: string;
  value: unknown;
}

const applied = (document: unknown, values: Stored[]) => {
  const writes = planWrites(
    document,
    values.map((stored, task) => ({ ...stored, task, rule: 0 })),
  );
  return {
    writes,
    document: writes.map(writeOperation).reduce((doc, { path, value }) => setAt(doc, path, value), document),
  };
};
const undone = (document: unknown, writes: readonly Write[]) =>
  patchOf(takeBack(document, writes).operations, writes).reduce(
    (doc, { op, path, value }) => (op === 'remove' ? removeAt(doc, path) : setAt(doc, path, value)),
    document,
  );
const store = (targetPath: string, value: unknown): Stored => ({ targetPath, value });

/** Each job stores in its turn; returns what each wrote, and the document after all. */
const inTurn = (before: unknown, ...jobs: Stored[][]) => {
  let document = before;
  const writes = jobs.map((values) => {
    const step = applied(document, values);
    document = step.document;
    return step.writes;
  });
  return { document, writes };
};
const undoneInTurn = (document: unknown, ...steps: (readonly Write[] | undefined)[]) =>
  steps.reduce<unknown>((doc, writes) => undone(doc, writes ?? []), document);

describe('what a step wrote', () => {
  it('goes, and with it the shells it had made', () => {
    const before = { kept: {} };
    const { writes, document } = applied(before, [
      { targetPath: '/a/b/c', value: 1 },
      { targetPath: '/kept/x', value: 2 },
    ]);
    expect(undone(document, writes)).toEqual(before);
  });

  it('is replaced by what stood there before, also null', () => {
    const before = { a: 1, b: null };
    const { writes, document } = applied(before, [
      { targetPath: '/a', value: 2 },
      { targetPath: '/b', value: 3 },
    ]);
    expect(undone(document, writes)).toEqual(before);
  });

  it('stays where others changed it since, and the record says so', () => {
    const { writes, document } = applied({}, [
      { targetPath: '/a', value: 1 },
      { targetPath: '/b', value: 1 },
    ]);
    const changed = setAt(document, '/a', 'theirs');
    expect(takeBack(changed, writes).kept).toEqual(['/a']);
    expect(undone(changed, writes)).toEqual({ a: 'theirs' });
  });

  it('leaves a shell in which others put something', () => {
    const { writes, document } = applied({}, [{ targetPath: '/a/b', value: 1 }]);
    const changed = setAt(document, '/a/other', 2);
    expect(undone(changed, writes)).toEqual({ a: { other: 2 } });
  });

  it('needs no patch where it never arrived', () => {
    const { writes } = applied({ a: 0 }, [
      { targetPath: '/a', value: 1 },
      { targetPath: '/b', value: 1 },
    ]);
    expect(takeBack({ a: 0 }, writes)).toEqual({ operations: [], kept: [] });
  });

  it('at the end of an array has a number, so that writing it twice does not append twice', () => {
    expect(applied({ list: [1] }, [store('/list/-', 2)]).writes).toMatchObject([{ path: '/list/1', existed: false }]);
  });

  it.each([
    ['/log/-', { log: [1] }],
    ['/a/log/-', { a: { log: [1] } }],
    ['/log/-/x', { log: [{ x: 1 }] }],
    ['/log/-/-', { log: [[1]] }],
  ])('at the end of an array that is not there, %s, makes it, and it goes again', (targetPath, expected) => {
    const { document, writes } = applied({}, [store(targetPath, 1)]);
    expect(document).toEqual(expected);
    expect(undone(document, writes)).toEqual({});
  });

  it('at the end of an array is put there with what is made for it, in one piece', () => {
    const puts = (before: object, ...paths: string[]) =>
      applied(
        before,
        paths.map((path) => store(path, 1)),
      ).writes.map(writeOperation);
    expect(puts({}, '/log/-', '/log/-')).toEqual([
      { path: '/log', value: [1] },
      { path: '/log/1', value: 1 },
    ]);
    expect(puts({ log: [] }, '/log/-/x/y')).toEqual([{ path: '/log/0', value: { x: { y: 1 } } }]);
    expect(puts({}, '/a/-/b/-')).toEqual([{ path: '/a', value: [{ b: [1] }] }]);
  });

  it('can always be taken back', () => {
    const path = fc.constantFrom('/a', '/a/b', '/a/b/c', '/d/e', '/d/f', '/g');
    const value = fc.record({ targetPath: path, value: fc.oneof(fc.nat(3), fc.constant({}), fc.constant({ b: 1 })) });
    const start = fc.constantFrom({}, { a: {} }, { a: { b: {} }, g: 0 }, { d: { e: 1 } });
    fc.assert(
      fc.property(start, fc.array(value, { maxLength: 4 }), (before, values) => {
        let written;
        try {
          written = applied(before, values);
        } catch {
          return; // No room for it: the step fails, and nothing is written.
        }
        expect(undone(written.document, written.writes)).toEqual(before);
      }),
    );
  });
});

describe('what a step wrote into an array', () => {
  const three = () => inTurn({ log: [] }, ...['a', 'b', 'c'].map((value) => [store('/log/-', value)]));

  it.each([
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
    [1, 2, 0],
  ])('goes wherever others have moved it, undone in the order %d %d %d', (...order) => {
    const { document, writes } = three();
    expect(undoneInTurn(document, ...order.map((job) => writes[job]))).toEqual({ log: [] });
  });

  it('is one of several equal items, and one of them goes', () => {
    const { document, writes } = inTurn({ log: ['x'] }, [store('/log/-', 'x')], [store('/log/-', 'x')]);
    expect(undone(document, writes[0] ?? [])).toEqual({ log: ['x', 'x'] });
    expect(undoneInTurn(document, writes[0], writes[1])).toEqual({ log: ['x'] });
  });

  it('stays and is reported when others changed it', () => {
    const { document, writes } = inTurn({ log: ['x'] }, [store('/log/-', { of: 1 })]);
    const changed = setAt(document, '/log/1/seen', true);
    expect(takeBack(changed, writes[0] ?? [])).toEqual({ operations: [], kept: ['/log/1'] });
  });

  it('is reported when it is gone, and no other item is taken for it', () => {
    const { document, writes } = three();
    const shifted = removeAt(removeAt(document, '/log/1'), '/log/0');
    expect(takeBack(shifted, writes[1] ?? [])).toEqual({ operations: [], kept: ['/log/1'] });
  });

  it('made with a new item is reported when that has moved and others changed it', () => {
    const { document, writes } = inTurn({ log: [1] }, [store('/log/-/entry', { by: 'a' })]);
    const others = setAt(removeAt(document, '/log/0'), '/log/0/entry/seen', true);
    expect(takeBack(others, writes[0] ?? [])).toEqual({ operations: [], kept: ['/log/1/entry'] });
  });

  it('is nothing to report when the array went with it', () => {
    const { writes } = three();
    expect(takeBack({}, writes[1] ?? [])).toEqual({ operations: [], kept: [] });
  });

  it('leaves the array that it made to those who appended to it', () => {
    const { document, writes } = inTurn({}, [store('/log/-', 1)], [store('/log/-', 2)]);
    expect(undone(document, writes[0] ?? [])).toEqual({ log: [2] });
  });

  it('in place of another item gives its place back, also when that has moved', () => {
    const { document, writes } = inTurn({ list: ['a', 'b', 'c'] }, [store('/list/1', 'mine')]);
    expect(undone(document, writes[0] ?? [])).toEqual({ list: ['a', 'b', 'c'] });
    expect(undone(removeAt(document, '/list/0'), writes[0] ?? [])).toEqual({ list: ['b', 'c'] });
  });

  it('in place of another item stays when it might be any of several', () => {
    const { document, writes } = inTurn({ list: ['x', 'b', 'x', 'd'] }, [store('/list/3', 'x')]);
    const moved = removeAt(document, '/list/1');
    expect(takeBack(moved, writes[0] ?? []).kept).toEqual(['/list/3']);
  });

  it('inside an item is found in the item that it was, wherever that stands', () => {
    const items = [{ id: 1 }, { id: 2 }, { id: 3, status: 'done' }];
    const { document, writes } = inTurn({ items }, [store('/items/1/status', 'done')]);
    const moved = removeAt(document, '/items/0');
    expect(undone(moved, writes[0] ?? [])).toEqual({ items: [{ id: 2 }, { id: 3, status: 'done' }] });
  });

  it('inside an item stays when that item is gone', () => {
    const items = [{ id: 1 }, { id: 2 }, { id: 3 }];
    const { document, writes } = inTurn({ items }, [store('/items/1/status', 'done')]);
    const others = setAt(removeAt(document, '/items/1'), '/items/1/status', 'done');
    expect(takeBack(others, writes[0] ?? [])).toEqual({ operations: [], kept: ['/items/1/status'] });
  });

  it('inside an item that others write to as well is taken back alone', () => {
    const items = [{ pay: 'none', ship: 'none' }];
    const { document, writes } = inTurn({ items }, [store('/items/0/pay', 'p')], [store('/items/0/ship', 's')]);
    expect(undone(document, writes[0] ?? [])).toEqual({ items: [{ pay: 'none', ship: 's' }] });
    expect(undoneInTurn(document, writes[0], writes[1])).toEqual({ items });
  });

  it('inside arrays of arrays is found at every depth', () => {
    const { document, writes } = inTurn({ grid: [{ id: 'a', row: [0] }] }, [store('/grid/0/row/-', 7)]);
    const moved = setAt({ grid: [] }, '/grid/-', { id: 'z', row: [7] });
    const both = setAt(moved, '/grid/-', { id: 'a', row: [9, 0, 7] });
    expect(document).toEqual({ grid: [{ id: 'a', row: [0, 7] }] });
    expect(undone(both, writes[0] ?? [])).toEqual({
      grid: [
        { id: 'z', row: [7] },
        { id: 'a', row: [9, 0] },
      ],
    });
  });

  it('inside arrays of arrays is found where those have been shifted too', () => {
    const { document, writes } = inTurn({ grid: [[0]] }, ...[1, 2, 3].map((value) => [store('/grid/0/-', value)]));
    expect(undoneInTurn(document, ...writes)).toEqual({ grid: [[0]] });
    expect(undone({ grid: [['other'], [0, 2, 3]] }, writes[1] ?? [])).toEqual({ grid: [['other'], [0, 3]] });
    const row = inTurn({ grid: [['a', 'b']] }, [store('/grid/0/-', 'mine')]);
    const shifted = { grid: [['z'], ['b', 'mine']] };
    expect(undone(shifted, row.writes[0] ?? [])).toEqual({ grid: [['z'], ['b']] });
  });

  it('inside an item is reported where another item looks more like it', () => {
    const items = [
      { of: 1, kind: 'x' },
      { of: 1, kind: 'x' },
    ];
    const { document, writes } = inTurn({ items }, [store('/items/1/status', 'mine')]);
    const changed = setAt(document, '/items/1/kind', 'theirs');
    expect(takeBack(changed, writes[0] ?? [])).toEqual({ operations: [], kept: ['/items/1/status'] });
  });
});
