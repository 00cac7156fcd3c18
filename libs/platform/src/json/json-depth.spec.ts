import fc from 'fast-check';
import { isTooDeep } from './json-depth';

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

describe('the depth of a JSON text', () => {
  it('is the depth of the value it stands for, whatever its strings hold', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), fc.integer({ min: 0, max: 9 }), (text, limit) => {
        expect(isTooDeep(Buffer.from(text), limit)).toBe(depthOf(JSON.parse(text)) > limit);
      }),
    );
  });

  it('is found without building the value', () => {
    expect(isTooDeep(Buffer.from('['.repeat(500_000)))).toBe(true);
  });
});
