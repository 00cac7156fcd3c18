import type { HealthState } from '#contract';
import type { RegistryEntry, ServiceRegistration } from './entry';
import { profileAddressOf } from './profile-state';

/** Missed pings in a row before eviction, and how long an evicted entry is still pinged. */
export interface EvictionLimits {
  readonly evictAfter: number;
  readonly forgetAfterMs: number;
}

export type LifeEvent =
  | { readonly type: 'renewed' }
  | { readonly type: 'restored' }
  | { readonly type: 'answered' }
  | { readonly type: 'missed'; readonly reason: string };

/** Why an entry was removed. `expired`: past its ttl and silent. `gone`: evicted, and silent for too long. */
export type RemovalReason = 'unregistered' | 'expired' | 'gone';

export interface Changed {
  readonly type: 'changed';
  readonly entry: RegistryEntry;
}

/** The result of an event for an entry. Only `changed` and `removed` are visible to clients. */
export type LifeTransition =
  | Changed
  | { readonly type: 'unchanged' }
  | { readonly type: 'renewed'; readonly entry: RegistryEntry }
  | { readonly type: 'removed'; readonly why: RemovalReason };

interface Transitions {
  /** Registered again with another ping address; `confirmed`: with the same. */
  registered?: HealthState;
  confirmed?: HealthState;
  restored?: HealthState;
  answered?: HealthState;
  missed?: HealthState;
  /** Missed once too often. */
  exhausted?: HealthState;
  /** Missed, and its lease has expired. */
  lapsed: 'expired';
  /** Missed, long after its eviction. */
  abandoned?: 'gone';
}

/** State (row), event (column), next state. An empty cell: no change. */
// prettier-ignore
const LIFE: Record<HealthState, Transitions> = {
  unverified: {                                                                            answered: 'healthy', missed: 'failing', exhausted: 'evicted', lapsed: 'expired' },
  healthy:    { registered: 'unverified',                          restored: 'unverified',                      missed: 'failing', exhausted: 'evicted', lapsed: 'expired' },
  failing:    { registered: 'unverified', confirmed: 'unverified', restored: 'unverified', answered: 'healthy',                    exhausted: 'evicted', lapsed: 'expired' },
  evicted:    { registered: 'unverified', confirmed: 'unverified',                         answered: 'healthy',                    abandoned: 'gone',    lapsed: 'expired' },
};

/**
 * A service registers, for the first time or again. It is listed at once, because services that register are usually
 * up.
 */
export function register(
  freshId: string,
  registration: ServiceRegistration,
  now: number,
  current?: RegistryEntry,
  ownership: Pick<RegistryEntry, 'owner' | 'lease'> = {},
): Changed {
  const { registryId, registeredAt, health } = current ?? {
    registryId: freshId,
    registeredAt: now,
    health: 'unverified',
  };
  const signal = current && pingedAlike(current.registration, registration) ? 'confirmed' : 'registered';
  const alps = current && describedAlike(current.registration, registration) ? current.alps : undefined;
  const entry = {
    registryId,
    registration,
    misses: 0,
    registeredAt,
    updatedAt: now,
    renewedAt: now,
    ...ownership,
    ...(alps && { alps }),
  };
  return { type: 'changed', entry: { ...entry, health: LIFE[health][signal] ?? health } };
}

export function applyLifeEvent(
  entry: RegistryEntry,
  event: LifeEvent,
  now: number,
  limits: EvictionLimits,
): LifeTransition {
  switch (event.type) {
    case 'renewed':
      return renew(entry, now);
    case 'missed':
      return miss(entry, event.reason, now, limits);
    case 'answered':
    case 'restored':
      return live(entry, LIFE[entry.health][event.type] ?? entry.health, now);
  }
}

/** The end of the lease; after it a missed ping ends the registration. */
export function leaseEnd({ registration: { ttl }, renewedAt }: RegistryEntry): number {
  return ttl === undefined ? Infinity : renewedAt + ttl * 1000;
}

function renew(entry: RegistryEntry, now: number): LifeTransition {
  return { type: 'renewed', entry: { ...entry, renewedAt: now } };
}

function live(entry: RegistryEntry, health: HealthState, now: number): LifeTransition {
  if (health === entry.health) return leaseEnd(entry) === Infinity ? { type: 'unchanged' } : renew(entry, now);
  const { reason: _reason, evictedAt: _evictedAt, ...forgiven } = entry;
  return { type: 'changed', entry: { ...forgiven, health, misses: 0, updatedAt: now, renewedAt: now } };
}

function miss(entry: RegistryEntry, reason: string, now: number, limits: EvictionLimits): LifeTransition {
  const { missed = entry.health, exhausted, abandoned, lapsed } = LIFE[entry.health];
  if (now >= leaseEnd(entry)) return { type: 'removed', why: lapsed };
  if (entry.evictedAt !== undefined) {
    const over = abandoned && now - entry.evictedAt >= limits.forgetAfterMs;
    return over ? { type: 'removed', why: abandoned } : { type: 'unchanged' };
  }
  const counted = { ...entry, reason, misses: entry.misses + 1, updatedAt: now };
  return exhausted && counted.misses >= limits.evictAfter
    ? { type: 'changed', entry: { ...counted, health: exhausted, evictedAt: now } }
    : { type: 'changed', entry: { ...counted, health: missed } };
}

function describedAlike(one: ServiceRegistration, other: ServiceRegistration): boolean {
  return profileAddressOf(one) === profileAddressOf(other);
}

function pingedAlike(one: ServiceRegistration, other: ServiceRegistration): boolean {
  return one.url === other.url && one.pingUrl === other.pingUrl;
}
