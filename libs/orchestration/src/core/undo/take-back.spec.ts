import fc from 'fast-check';
import { removeAt, setAt } from '#contract/pure';
import { planWrites } from '../task/writes';
import { takeBack } from './take-back';

const applied = (document: unknown, values: { targetPath: string; value: unknown }[]) => {
  const writes = planWrites(document, values);
  return { writes, document: writes.reduce((doc, { path, value }) => setAt(doc, path, value), document) };
};
const undone = (document: unknown, { operations }: ReturnType<typeof takeBack>) =>
  operations.reduce((doc, o) => (o.op === 'remove' ? removeAt(doc, o.path) : setAt(doc, o.path, o.value)), document);

describe('what a step wrote', () => {
  it('goes, and with it the shells it had made', () => {
    const before = { kept: {} };
    const { writes, document } = applied(before, [
      { targetPath: '/a/b/c', value: 1 },
      { targetPath: '/kept/x', value: 2 },
    ]);
    expect(undone(document, takeBack(document, writes))).toEqual(before);
  });

  it('is replaced by what stood there before, also null', () => {
    const before = { a: 1, b: null };
    const { writes, document } = applied(before, [
      { targetPath: '/a', value: 2 },
      { targetPath: '/b', value: 3 },
    ]);
    expect(undone(document, takeBack(document, writes))).toEqual(before);
  });

  it('stays where somebody changed it since, and the record says so', () => {
    const { writes, document } = applied({}, [
      { targetPath: '/a', value: 1 },
      { targetPath: '/b', value: 1 },
    ]);
    const changed = setAt(document, '/a', 'theirs');
    const patch = takeBack(changed, writes);
    expect(patch.kept).toEqual(['/a']);
    expect(undone(changed, patch)).toEqual({ a: 'theirs' });
  });

  it('leaves a shell in which somebody else put something', () => {
    const { writes, document } = applied({}, [{ targetPath: '/a/b', value: 1 }]);
    const changed = setAt(document, '/a/other', 2);
    expect(undone(changed, takeBack(changed, writes))).toEqual({ a: { other: 2 } });
  });

  it('needs no patch where it never arrived', () => {
    const { writes } = applied({ a: 0 }, [
      { targetPath: '/a', value: 1 },
      { targetPath: '/b', value: 1 },
    ]);
    expect(takeBack({ a: 0 }, writes)).toEqual({ operations: [], kept: [] });
  });

  it('at the end of an array has a number, so that writing it twice does not append twice', () => {
    expect(planWrites({ list: [1] }, [{ targetPath: '/list/-', value: 2 }])).toMatchObject([
      { path: '/list/1', existed: false },
    ]);
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
        expect(undone(written.document, takeBack(written.document, written.writes))).toEqual(before);
      }),
    );
  });
});
