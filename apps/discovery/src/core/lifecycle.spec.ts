import { type RegistryEntry } from './entry';
import { applyLifeEvent, leaseEnd, type LifeEvent, type LifeTransition, register } from './lifecycle';
import { anEntry, aRegistration } from '../testing/entries';

const limits = { evictAfter: 3, forgetAfterMs: 3_600_000 };
const answered: LifeEvent = { type: 'answered' };
const missed: LifeEvent = { type: 'missed', reason: 'connection refused' };
const renewed: LifeEvent = { type: 'renewed' };
const restored: LifeEvent = { type: 'restored' };

type Timed = [now: number, event: LifeEvent];

/** Applies the events in order and returns the result of the last one. */
function given(entry: RegistryEntry) {
  return {
    when: (...events: Timed[]): LifeTransition => {
      let current = entry;
      let outcome: LifeTransition = { type: 'unchanged' };
      for (const [now, event] of events) {
        outcome = applyLifeEvent(current, event, now, limits);
        if ('entry' in outcome) current = outcome.entry;
      }
      return outcome;
    },
  };
}

const changed = (what: Partial<RegistryEntry>) => ({
  type: 'changed',
  entry: expect.objectContaining(what) as RegistryEntry,
});

const fresh = register('id-1', aRegistration(), 1000).entry;

describe('the life of a registered service', () => {
  it('begins unverified', () => {
    expect(fresh).toMatchObject({ health: 'unverified', misses: 0, registeredAt: 1000, updatedAt: 1000 });
  });

  it('is healthy after a successful ping', () => {
    expect(given(fresh).when([2000, answered])).toEqual(changed({ health: 'healthy', updatedAt: 2000 }));
  });

  it('is failing after one and after two missed pings, with the reason', () => {
    expect(given(fresh).when([2000, missed])).toEqual(changed({ health: 'failing', misses: 1 }));
    expect(given(fresh).when([2000, missed], [3000, missed])).toEqual(
      changed({ health: 'failing', misses: 2, reason: 'connection refused' }),
    );
  });

  it('is evicted after three in a row, with the reason', () => {
    const outcome = given(fresh).when([2000, missed], [3000, missed], [4000, missed]);
    expect(outcome).toEqual(changed({ health: 'evicted', reason: 'connection refused', evictedAt: 4000 }));
  });

  it('counts only misses in a row', () => {
    const outcome = given(fresh).when([1, missed], [2, missed], [3, answered], [4, missed]);
    expect(outcome).toEqual(changed({ health: 'failing', misses: 1 }));
  });

  it('comes back from eviction after a successful ping, with its failures reset', () => {
    const outcome = given(fresh).when([1, missed], [2, missed], [3, missed], [4, answered]);
    expect(outcome).toEqual(changed({ health: 'healthy', misses: 0 }));
    expect(outcome).not.toHaveProperty('entry.reason');
    expect(outcome).not.toHaveProperty('entry.evictedAt');
  });

  it('stays evicted for an hour of silence, unchanged for those who follow, and is then gone', () => {
    const evicted = anEntry({ health: 'evicted', misses: 3, evictedAt: 1000 });
    expect(given(evicted).when([3_600_999, missed])).toEqual({ type: 'unchanged' });
    expect(given(evicted).when([3_601_000, missed])).toEqual({ type: 'removed', why: 'gone' });
  });

  it('goes unnoticed while a healthy service keeps answering', () => {
    expect(given(anEntry({ health: 'healthy' })).when([5, answered])).toEqual({ type: 'unchanged' });
  });
});

describe('registering again', () => {
  const again = (entry: RegistryEntry, registration = aRegistration()) =>
    register('id-2', registration, 2000, entry).entry;

  it('keeps the id and the age of the entry', () => {
    expect(again(fresh)).toMatchObject({ registryId: 'id-1', registeredAt: 1000, updatedAt: 2000 });
  });

  it('brings an evicted service back at once, unverified and with nothing held against it', () => {
    const back = again(anEntry({ health: 'evicted', misses: 3, evictedAt: 1000, reason: 'was away' }));
    expect(back).toMatchObject({ health: 'unverified', misses: 0 });
    expect(back).not.toHaveProperty('reason');
    expect(back).not.toHaveProperty('evictedAt');
  });

  it('keeps a healthy service healthy where nothing to be pinged has changed', () => {
    const renamed = again(anEntry({ health: 'healthy' }), aRegistration({ name: 'renamed' }));
    expect(renamed).toMatchObject({ health: 'healthy', registration: { name: 'renamed' } });
  });

  it('makes a healthy service prove itself at a new ping address', () => {
    const moved = aRegistration({ pingUrl: 'http://localhost:5300/alive' });
    expect(again(anEntry({ health: 'healthy' }), moved)).toMatchObject({ health: 'unverified' });
  });
});

describe('a restart of the registry', () => {
  it.each(['healthy', 'failing'] as const)('makes a %s service unverified', (health) => {
    expect(given(anEntry({ health, misses: 1 })).when([9, restored])).toEqual(
      changed({ health: 'unverified', misses: 0 }),
    );
  });

  it('leaves an evicted service hidden', () => {
    expect(given(anEntry({ health: 'evicted', evictedAt: 1 })).when([9, restored])).toEqual({ type: 'unchanged' });
  });

  it('gives a new lease, because renewals were impossible meanwhile', () => {
    const leased = anEntry({ registration: { ttl: 10 } });
    expect(given(leased).when([60_000, restored])).toMatchObject({ type: 'renewed', entry: { renewedAt: 60_000 } });
  });
});

describe('a service with a ttl', () => {
  const leased = anEntry({ registration: { ttl: 10 } });

  it('expires when it neither renews nor responds', () => {
    expect(given(leased).when([9_999, missed])).toEqual(changed({ health: 'failing' }));
    expect(given(leased).when([10_000, missed])).toEqual({ type: 'removed', why: 'expired' });
  });

  it('lives on by renewing', () => {
    expect(given(leased).when([9_000, renewed], [18_999, missed])).toEqual(changed({ health: 'failing' }));
  });

  it('lives on by answering', () => {
    expect(given(leased).when([9_000, answered], [18_999, missed])).toEqual(changed({ health: 'failing' }));
    expect(given(anEntry({ ...leased, health: 'healthy' })).when([9_000, answered])).toMatchObject({
      type: 'renewed',
      entry: { renewedAt: 9_000 },
    });
  });

  it('does not expire by the clock alone: it is asked first', () => {
    expect(given(leased).when([60_000, answered])).toEqual(changed({ health: 'healthy', renewedAt: 60_000 }));
  });

  it('has a lease that ends; one without a ttl never does', () => {
    expect(leaseEnd(leased)).toBe(10_000);
    expect(leaseEnd(anEntry())).toBe(Infinity);
  });
});
