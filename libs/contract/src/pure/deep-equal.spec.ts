import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { deepEqual } from './deep-equal';

it('agrees with Node about JSON values', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(deepEqual(a, structuredClone(a))).toBe(true);
      expect(deepEqual(a, b)).toBe(isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))));
    }),
  );
});

it('tells an array from an object, and a missing member from a null one', () => {
  expect(deepEqual([], {})).toBe(false);
  expect(deepEqual({ a: null }, { b: null })).toBe(false);
});
