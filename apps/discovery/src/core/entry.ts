import { type HealthState, isLoopback } from '#contract';
import type { ProfileState } from './profile-state';

/** A service's own registration; both dialects are converted to it before any rule runs. */
export interface ServiceRegistration {
  readonly name: string;
  readonly url: string;
  readonly endpoints: readonly string[];
  /** Tags and resources in one set, because a service is found by either. */
  readonly tags: readonly string[];
  readonly mediaTypes: readonly string[];
  readonly profile?: string;
  readonly pingUrl?: string;
  /** Seconds for which a registration is valid without a renewal or a successful ping. */
  readonly ttl?: number;
  readonly description?: string;
  readonly alps?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A registration and its state. Times are milliseconds since 1970. */
export interface RegistryEntry {
  readonly registryId: string;
  readonly registration: ServiceRegistration;
  readonly health: HealthState;
  /** Failed pings in a row. */
  readonly misses: number;
  /** Why the last ping failed. */
  readonly reason?: string;
  readonly registeredAt: number;
  /** When the visible part of this entry last changed: its registration or its health. */
  readonly updatedAt: number;
  /** The last sign of life that prolongs the lease: a registration, a renewal or a successful ping. */
  readonly renewedAt: number;
  readonly evictedAt?: number;
  /** The owner; absent for registrations made with AUTH off. */
  readonly owner?: string;
  /** Digest of the lease token, which the owner may pass to others who maintain the registration. */
  readonly lease?: string;
  /** Absent while its profile was not fetched, or where it names none. */
  readonly alps?: ProfileState;
}

/**
 * Two registrations of the same address are the same service, however the address is spelled: default ports, letter
 * case, a dot after the host, trailing slashes, and the names of the local machine.
 */
export function addressKey(address: string): string {
  const url = new URL(address);
  url.hostname = url.hostname.replace(/\.$/, '');
  if (isLoopback(url.hostname)) url.hostname = 'localhost';
  return url.href.replace(/\/+$/, '');
}
