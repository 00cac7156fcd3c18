import fc from 'fast-check';
import { isTooDeep } from './json-depth';

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

describe('the depth of a value', () => {
  it('is that of what it holds, and one more', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.integer({ min: 0, max: 9 }), (value, limit) => {
        expect(isTooDeep(value, limit)).toBe(depthOf(value) > limit);
      }),
    );
  });

  it('is detected where walking all of it would overflow the stack', () => {
    let value: unknown = null;
    for (let level = 0; level < 500_000; level++) value = [value];
    expect(isTooDeep(value)).toBe(true);
  });
});
