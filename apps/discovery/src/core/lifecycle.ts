import type { HealthState } from '#contract';
import type { Entry, Registration } from './entry';

/** How patient the registry is: missed pings in a row before eviction, and how long an evicted entry is still pinged. */
export interface Patience {
  readonly evictAfter: number;
  readonly forgetAfterMs: number;
}

export type LifeEvent =
  | { readonly type: 'renewed' }
  | { readonly type: 'restored' }
  | { readonly type: 'answered' }
  | { readonly type: 'missed'; readonly reason: string };

/** Why an entry is no longer there. `expired`: past its ttl and silent. `gone`: evicted, and silent for too long. */
export type Departure = 'unregistered' | 'expired' | 'gone';

export interface Changed {
  readonly type: 'changed';
  readonly entry: Entry;
}

/** What an event makes of an entry. Only `changed` and `removed` are for others to see. */
export type Outcome =
  | Changed
  | { readonly type: 'unchanged' }
  | { readonly type: 'renewed'; readonly entry: Entry }
  | { readonly type: 'removed'; readonly why: Departure };

interface Transitions {
  /** Registered again, to be pinged elsewhere than before; `confirmed`: to be pinged as before. */
  registered?: HealthState;
  confirmed?: HealthState;
  restored?: HealthState;
  answered?: HealthState;
  missed?: HealthState;
  /** Missed once too often. */
  exhausted?: HealthState;
  /** Missed, and its lease is over. */
  lapsed: 'expired';
  /** Missed, long after it was evicted. */
  abandoned?: 'gone';
}

/** From where (row), on what (column), to where. An empty cell: it stays as it is. */
// prettier-ignore
const LIFE: Record<HealthState, Transitions> = {
  unverified: {                                                                            answered: 'healthy', missed: 'failing', exhausted: 'evicted', lapsed: 'expired' },
  healthy:    { registered: 'unverified',                          restored: 'unverified',                      missed: 'failing', exhausted: 'evicted', lapsed: 'expired' },
  failing:    { registered: 'unverified', confirmed: 'unverified', restored: 'unverified', answered: 'healthy',                    exhausted: 'evicted', lapsed: 'expired' },
  evicted:    { registered: 'unverified', confirmed: 'unverified',                         answered: 'healthy',                    abandoned: 'gone',    lapsed: 'expired' },
};

/** A service registers, for the first time or again. It is listed at once, because whoever registers is mostly there. */
export function register(
  freshId: string,
  registration: Registration,
  now: number,
  current?: Entry,
  tenure: Pick<Entry, 'owner' | 'lease'> = {},
): Changed {
  const { registryId, registeredAt, health } = current ?? {
    registryId: freshId,
    registeredAt: now,
    health: 'unverified',
  };
  const signal = current && pingedAlike(current.registration, registration) ? 'confirmed' : 'registered';
  const entry = { registryId, registration, misses: 0, registeredAt, updatedAt: now, renewedAt: now, ...tenure };
  return { type: 'changed', entry: { ...entry, health: LIFE[health][signal] ?? health } };
}

export function evolve(entry: Entry, event: LifeEvent, now: number, patience: Patience): Outcome {
  switch (event.type) {
    case 'renewed':
      return renew(entry, now);
    case 'missed':
      return miss(entry, event.reason, now, patience);
    case 'answered':
    case 'restored':
      return live(entry, LIFE[entry.health][event.type] ?? entry.health, now);
  }
}

/** Until when a registration holds by itself; after that a missed ping ends it. */
export function leaseEnd({ registration: { ttl }, renewedAt }: Entry): number {
  return ttl === undefined ? Infinity : renewedAt + ttl * 1000;
}

function renew(entry: Entry, now: number): Outcome {
  return { type: 'renewed', entry: { ...entry, renewedAt: now } };
}

function live(entry: Entry, health: HealthState, now: number): Outcome {
  if (health === entry.health) return leaseEnd(entry) === Infinity ? { type: 'unchanged' } : renew(entry, now);
  const { reason: _reason, evictedAt: _evictedAt, ...forgiven } = entry;
  return { type: 'changed', entry: { ...forgiven, health, misses: 0, updatedAt: now, renewedAt: now } };
}

function miss(entry: Entry, reason: string, now: number, patience: Patience): Outcome {
  const { missed = entry.health, exhausted, abandoned, lapsed } = LIFE[entry.health];
  if (now >= leaseEnd(entry)) return { type: 'removed', why: lapsed };
  if (entry.evictedAt !== undefined) {
    const over = abandoned && now - entry.evictedAt >= patience.forgetAfterMs;
    return over ? { type: 'removed', why: abandoned } : { type: 'unchanged' };
  }
  const counted = { ...entry, reason, misses: entry.misses + 1, updatedAt: now };
  return exhausted && counted.misses >= patience.evictAfter
    ? { type: 'changed', entry: { ...counted, health: exhausted, evictedAt: now } }
    : { type: 'changed', entry: { ...counted, health: missed } };
}

function pingedAlike(one: Registration, other: Registration): boolean {
  return one.url === other.url && one.pingUrl === other.pingUrl;
}
