import fc from 'fast-check';
import { jsonSize } from './json-size';

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

it('is what the text takes, but for at most a comma for each array and object', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const groups = JSON.stringify(value).match(/[[{]/g)?.length ?? 0;
      const size = jsonSize(value);
      expect(size).toBeGreaterThanOrEqual(bytes(value));
      expect(size).toBeLessThanOrEqual(bytes(value) + groups);
    }),
  );
});

it.each([['"\\\u0001\n\u007f'], ['żółć 🙂 €'], [1e21], [-0.5], [true], [null], [[]], [{}]])('measures %j', (value) => {
  expect(jsonSize(value)).toBe(bytes(value));
});

it('stops counting beyond the limit', () => {
  const large = 'x'.repeat(1_000_000);
  const many = Array.from({ length: 10_000 }, () => large);
  expect(jsonSize(many, 5_000_000)).toBeGreaterThan(5_000_000);
  expect(jsonSize(many, 5_000_000)).toBeLessThan(8_000_000);
});
