import fc from 'fast-check';
import { nextPingAt } from './ping-schedule';
import { anEntry } from '../testing/entries';

const interval = 30_000;

describe('when a service is pinged next', () => {
  it('is between half an interval and one and a half from now', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: 2 ** 41 }), (registryId, now) => {
        const next = nextPingAt(anEntry({ registryId }), now, interval);
        expect(next).toBeGreaterThanOrEqual(now + interval / 2);
        expect(next).toBeLessThan(now + interval * 1.5);
      }),
    );
  });

  it('is one interval later each time, even when a ping was a little late', () => {
    const entry = anEntry({ registryId: '9f3a0c11-0000' });
    const first = nextPingAt(entry, 1_000_000, interval);
    expect(nextPingAt(entry, first + 4_000, interval)).toBeCloseTo(first + interval, 3);
  });

  it('spreads services that arrived together over the interval', () => {
    const turns = ['00000000', '40000000', '80000000', 'c0000000'].map((registryId) =>
      nextPingAt(anEntry({ registryId }), 1_800_000, interval),
    );
    const places = turns.map((turn) => turn % interval).sort((a, b) => a - b);
    expect(places).toEqual([0, 7_500, 15_000, 22_500]);
  });

  it('comes earlier where a lease ends earlier, but never in a tight loop', () => {
    const leased = anEntry({ registration: { ttl: 5 } });
    expect(nextPingAt(leased, 1_000, interval)).toBe(5_000);
    expect(nextPingAt(leased, 5_001, interval)).toBe(6_001);
  });
});
