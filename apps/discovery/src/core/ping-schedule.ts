import { type RegistryEntry } from './entry';
import { leaseEnd } from './lifecycle';

/** However short a lease, a service is not pinged in a tight loop. */
const SHORTEST_PAUSE_MS = 1000;

/**
 * When to ping next. Every entry has its own offset in the interval, derived from its id, so that the pings of services
 * that registered together (a restart, a deployment) spread. A lease that ends earlier is checked at its end.
 */
export function nextPingAt(entry: RegistryEntry, now: number, intervalMs: number): number {
  const earliest = now + intervalMs / 2;
  const sinceOwnPlace = mod(earliest - placeIn(intervalMs, entry.registryId), intervalMs);
  const turn = earliest + mod(-sinceOwnPlace, intervalMs);
  const leaseCheck = Math.max(leaseEnd(entry), now + Math.min(SHORTEST_PAUSE_MS, intervalMs));
  return Math.min(turn, leaseCheck);
}

function placeIn(intervalMs: number, registryId: string): number {
  return (parseInt(registryId.slice(0, 8), 16) / 2 ** 32) * intervalMs;
}

function mod(value: number, modulus: number): number {
  return ((value % modulus) + modulus) % modulus;
}
