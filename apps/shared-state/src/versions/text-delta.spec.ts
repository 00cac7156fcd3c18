import fc from 'fast-check';
import { deltaOf, olderText } from './text-delta';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('a', 'b', '😀', '😁', 'ż') }));

describe('the delta between two texts', () => {
  it('gives the older text back', () => {
    fc.assert(
      fc.property(text, text, (older, newer) => {
        expect(olderText(newer, deltaOf(older, newer))).toBe(older);
      }),
    );
  });

  it('has no half character', () => {
    fc.assert(
      fc.property(text, text, (older, newer) => {
        const [, , between] = deltaOf(older, newer);
        expect(Buffer.from(between).toString()).toBe(between);
      }),
    );
  });

  it('is as small as what was replaced', () => {
    const rest = 'x'.repeat(10_000);
    expect(deltaOf(`{"a":1,"b":"${rest}"}`, `{"a":1,"n":{},"b":"${rest}"}`)).toEqual([8, 10_006, '']);
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (start, older, newer, end) => {
        const [, , between] = deltaOf(start + older + end, start + newer + end);
        // A character that was cut in two is kept whole, on each side.
        expect(between.length).toBeLessThanOrEqual(older.length + 2);
      }),
    );
  });
});
