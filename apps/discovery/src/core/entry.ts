import { type HealthState, isLoopback } from '#contract';

/** What a service says about itself; both dialects are folded into this one before anything is decided. */
export interface Registration {
  readonly name: string;
  readonly url: string;
  readonly endpoints: readonly string[];
  /** Tags and resources: one set, because either is findable as the other. */
  readonly tags: readonly string[];
  readonly mediaTypes: readonly string[];
  readonly profile?: string;
  readonly pingUrl?: string;
  /** Seconds for which a registration holds without a renewal or an answered ping. */
  readonly ttl?: number;
  readonly description?: string;
  readonly alps?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A registration and what became of it. Times are milliseconds since 1970. */
export interface Entry {
  readonly registryId: string;
  readonly registration: Registration;
  readonly health: HealthState;
  /** Pings in a row that were not answered. */
  readonly misses: number;
  /** Why the last ping counted as not answered. */
  readonly reason?: string;
  readonly registeredAt: number;
  /** When what this entry says last changed: its registration or its health. */
  readonly updatedAt: number;
  /** The last sign of life that prolongs the lease: a registration, a renewal or an answered ping. */
  readonly renewedAt: number;
  readonly evictedAt?: number;
  /** Whose it is; absent: nobody's, from when nobody was asked. */
  readonly owner?: string;
  /** Digest of what its owner may hand on to others who look after it. */
  readonly lease?: string;
}

/**
 * Two registrations of the same address are the same service, however the address is spelled: ports that go without saying,
 * the case of letters, a dot after the host, slashes at the end, and the names that this machine has for itself.
 */
export function addressKey(address: string): string {
  const url = new URL(address);
  url.hostname = url.hostname.replace(/\.$/, '');
  if (isLoopback(url.hostname)) url.hostname = 'localhost';
  return url.href.replace(/\/+$/, '');
}
