import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { PlatformError } from '#contract';
import type { Entry } from './entry';

/** Who wants to change the registry, and what they have to show for it. Null: nobody is asked, and everybody may. */
export type Claimant = {
  readonly name: string;
  readonly isAdmin: boolean;
  /** What they were given when they registered; proves their right to one entry, whoever they are. */
  readonly leaseToken?: string;
} | null;

const LEASE_BYTES = 32;

export function newLeaseToken(): string {
  return randomBytes(LEASE_BYTES).toString('base64url');
}

/** 256 random bits are not guessed, so that a fast digest is enough to keep. */
export function leaseDigest(leaseToken: string): string {
  return createHash('sha256').update(leaseToken).digest('hex');
}

/**
 * Lets those change an entry who own it or hold its lease. An entry that is nobody's, from when nobody was asked, is for
 * whoever comes first.
 * @throws PlatformError `forbidden`
 */
export function mayChange(claimant: Claimant, { registryId, owner, lease }: Entry): void {
  if (claimant === null || claimant.isAdmin || owner === undefined || owner === claimant.name) return;
  if (lease !== undefined && claimant.leaseToken !== undefined && holds(claimant.leaseToken, lease)) return;
  throw new PlatformError('forbidden', `The registration ${registryId} belongs to somebody else`);
}

/**
 * Lets those use a name who took it first, or nobody has taken yet.
 * @throws PlatformError `forbidden`
 */
export function mayUseName(claimant: Claimant, name: string, takenBy: string | undefined): void {
  if (claimant === null || claimant.isAdmin || takenBy === undefined || takenBy === claimant.name) return;
  throw new PlatformError('forbidden', `The service name "${name}" belongs to somebody else`);
}

function holds(leaseToken: string, lease: string): boolean {
  return timingSafeEqual(Buffer.from(leaseDigest(leaseToken), 'hex'), Buffer.from(lease, 'hex'));
}
