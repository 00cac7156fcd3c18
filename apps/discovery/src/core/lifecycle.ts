import { type Entry, type Health, type Registration } from './entry';

/** How patient the registry is: missed pings in a row before eviction, and how long an evicted entry is still pinged. */
export interface Patience {
  readonly evictAfter: number;
  readonly forgetAfterMs: number;
}

export type LifeEvent =
  | { readonly type: 'registered'; readonly registration: Registration }
  | { readonly type: 'renewed' }
  | { readonly type: 'restored' }
  | { readonly type: 'answered' }
  | { readonly type: 'missed'; readonly reason: string };

/** Why an entry is no longer there. `expired`: past its ttl and silent. `gone`: evicted, and silent for too long. */
export type Departure = 'unregistered' | 'expired' | 'gone';

/** What an event makes of an entry. Only `changed` and `removed` are for others to see. */
export type Outcome =
  | { readonly type: 'unchanged' }
  | { readonly type: 'renewed'; readonly entry: Entry }
  | { readonly type: 'changed'; readonly entry: Entry }
  | { readonly type: 'removed'; readonly why: Departure };

type Signal = 'registered' | 'confirmed' | 'restored' | 'answered' | 'missed' | 'exhausted' | 'lapsed' | 'abandoned';

/** From where (row), on what (column), to where. An empty cell: it stays as it is. */
// prettier-ignore
const LIFE: Record<Health, Partial<Record<Signal, Health | Departure>>> = {
  unverified: {                                                                               answered: 'healthy', missed: 'failing', exhausted: 'evicted', lapsed: 'expired' },
  healthy:    { registered: 'unverified',                          restored: 'unverified',                         missed: 'failing', exhausted: 'evicted', lapsed: 'expired' },
  failing:    { registered: 'unverified', confirmed: 'unverified', restored: 'unverified', answered: 'healthy',                       exhausted: 'evicted', lapsed: 'expired' },
  evicted:    { registered: 'unverified', confirmed: 'unverified',                         answered: 'healthy',                       abandoned: 'gone',    lapsed: 'expired' },
};

/** A service nobody has pinged yet: listed at once, because whoever registers is mostly there. */
export function register(registryId: string, registration: Registration, now: number): Entry {
  return {
    registryId,
    registration,
    health: 'unverified',
    misses: 0,
    registeredAt: now,
    updatedAt: now,
    renewedAt: now,
  };
}

export function evolve(entry: Entry, event: LifeEvent, now: number, patience: Patience): Outcome {
  if (event.type === 'renewed') return { type: 'renewed', entry: { ...entry, renewedAt: now } };
  const next = LIFE[entry.health][signalOf(entry, event, now, patience)] ?? entry.health;
  if (next === 'expired' || next === 'gone' || next === 'unregistered') return { type: 'removed', why: next };
  return event.type === 'missed' ? afterMiss(entry, next, event.reason, now) : afterLife(entry, next, event, now);
}

/** Until when a registration holds by itself; later a missed ping ends it. */
export function leaseEnd(entry: Entry): number {
  const { ttl } = entry.registration;
  return ttl === undefined ? Infinity : entry.renewedAt + ttl * 1000;
}

function signalOf(entry: Entry, event: Exclude<LifeEvent, { type: 'renewed' }>, now: number, patience: Patience) {
  if (event.type === 'registered')
    return pingedAlike(entry.registration, event.registration) ? 'confirmed' : 'registered';
  return event.type === 'missed' ? missSignal(entry, now, patience) : event.type;
}

function missSignal(entry: Entry, now: number, patience: Patience): Signal {
  if (now >= leaseEnd(entry)) return 'lapsed';
  if (entry.evictedAt !== undefined) return now - entry.evictedAt >= patience.forgetAfterMs ? 'abandoned' : 'missed';
  return entry.misses + 1 >= patience.evictAfter ? 'exhausted' : 'missed';
}

function pingedAlike(one: Registration, other: Registration): boolean {
  return one.url === other.url && one.pingUrl === other.pingUrl;
}

function afterMiss(entry: Entry, health: Health, reason: string, now: number): Outcome {
  if (entry.health === 'evicted') return { type: 'unchanged' };
  const evictedAt = health === 'evicted' ? { evictedAt: now } : {};
  return {
    type: 'changed',
    entry: { ...entry, ...evictedAt, health, reason, misses: entry.misses + 1, updatedAt: now },
  };
}

function afterLife(entry: Entry, health: Health, event: LifeEvent, now: number): Outcome {
  const registration = event.type === 'registered' ? event.registration : entry.registration;
  if (health !== entry.health || event.type === 'registered') {
    const forgiven = health === 'evicted' ? entry : withoutMisses(entry);
    return { type: 'changed', entry: { ...forgiven, registration, health, updatedAt: now, renewedAt: now } };
  }
  return leaseEnd(entry) === Infinity
    ? { type: 'unchanged' }
    : { type: 'renewed', entry: { ...entry, renewedAt: now } };
}

function withoutMisses({ reason: _reason, evictedAt: _evictedAt, ...entry }: Entry): Entry {
  return { ...entry, misses: 0 };
}
