import { PerMinute } from './per-minute';

describe('a number per minute', () => {
  it('is admitted, counts what it refuses, and begins anew with the next minute', () => {
    const limit = new PerMinute(2);
    expect([0, 1, 2, 59_999].map((at) => limit.admits(at))).toEqual([true, true, false, false]);
    expect(limit.refused).toBe(2);
    expect([60_000, 60_001, 60_002].map((at) => limit.admits(at))).toEqual([true, true, false]);
    expect(limit.refused).toBe(1);
  });

  it('may be none', () => {
    expect(new PerMinute(0).admits(0)).toBe(false);
  });
});
