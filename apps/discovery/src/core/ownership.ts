import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { PlatformError } from '#contract';
import type { RegistryEntry } from './entry';

/** The client of a change and its credentials. Null: AUTH is off, and every client may change everything. */
export type Claimant = {
  readonly name: string;
  readonly isAdmin: boolean;
  /** The lease token from the registration; proves the right to one entry, whichever caller sends it. */
  readonly leaseToken?: string;
} | null;

const LEASE_BYTES = 32;

export function newLeaseToken(): string {
  return randomBytes(LEASE_BYTES).toString('base64url');
}

/** 256 random bits cannot be guessed, so storing a fast digest is safe. */
export function leaseDigest(leaseToken: string): string {
  return createHash('sha256').update(leaseToken).digest('hex');
}

/**
 * Admits the owner and holders of the lease token. An entry without an owner, made with AUTH off, goes to the first
 * caller.
 * @throws PlatformError `forbidden`
 */
export function assertMayChange(claimant: Claimant, { registryId, owner, lease }: RegistryEntry): void {
  if (claimant === null || claimant.isAdmin || owner === undefined || owner === claimant.name) return;
  if (lease !== undefined && claimant.leaseToken !== undefined && holds(claimant.leaseToken, lease)) return;
  throw new PlatformError('forbidden', `The registration ${registryId} belongs to another caller`);
}

/**
 * Admits the owner of a name; a free name goes to the first caller.
 * @throws PlatformError `forbidden`
 */
export function assertMayUseName(claimant: Claimant, name: string, takenBy: string | undefined): void {
  if (claimant === null || claimant.isAdmin || takenBy === undefined || takenBy === claimant.name) return;
  throw new PlatformError('forbidden', `The service name "${name}" belongs to another caller`);
}

function holds(leaseToken: string, lease: string): boolean {
  return timingSafeEqual(Buffer.from(leaseDigest(leaseToken), 'hex'), Buffer.from(lease, 'hex'));
}
