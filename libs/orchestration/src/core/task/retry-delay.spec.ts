import fc from 'fast-check';
import { POLICY_DEFAULTS } from '../plan/defaults';
import { policyBackoffMs } from './retry-delay';

const policy = {
  ...POLICY_DEFAULTS.retry,
  initialIntervalMs: 100,
  backoffCoefficient: 2,
  maxIntervalMs: 500,
  jitter: 0,
};

it('waits exponentially longer, up to the longest interval', () => {
  expect([1, 2, 3, 4, 5].map((spent) => policyBackoffMs(policy, spent, 'r'))).toEqual([100, 200, 400, 500, 500]);
});

it('spreads the waits by the jitter, and always alike for the same request', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 9 }), (id, spent) => {
      const wait = policyBackoffMs({ ...policy, jitter: 0.2 }, spent, id);
      const middle = policyBackoffMs(policy, spent, id);
      expect(wait).toBeGreaterThanOrEqual(middle * 0.8 - 1);
      expect(wait).toBeLessThanOrEqual(middle * 1.2 + 1);
      expect(policyBackoffMs({ ...policy, jitter: 0.2 }, spent, id)).toBe(wait);
    }),
  );
  const waits = new Set(['a', 'b', 'c', 'd'].map((id) => policyBackoffMs({ ...policy, jitter: 0.2 }, 1, id)));
  expect(waits.size).toBeGreaterThan(1);
});
