import type { HealthState } from '#contract';
import type { RegistryEntry } from './entry';
import { profileAddressOf } from './profile-state';

/** A search. All criteria must match; several values of one kind must all match. */
export interface Query {
  readonly tags?: readonly string[];
  readonly names?: readonly string[];
  readonly profiles?: readonly string[];
  readonly profileParts?: readonly string[];
  readonly mediaTypes?: readonly string[];
  /** For each transition that is wanted: the addresses of the profiles that have it. */
  readonly profiled?: readonly ReadonlySet<string>[];
  readonly health?: HealthState;
}

/** The rule of every search; evicted entries match only on request. */
export function matches({ registration, health, alps }: RegistryEntry, query: Query): boolean {
  const { name, profile, tags, mediaTypes } = registration;
  return (
    (query.health === undefined ? health !== 'evicted' : health === query.health) &&
    all(query.tags, (tag) => tags.includes(tag)) &&
    all(query.names, (wanted) => name === wanted) &&
    all(query.profiles, (wanted) => profile === wanted) &&
    all(query.profileParts, (part) => profile?.includes(part) ?? false) &&
    all(query.mediaTypes, (type) => mediaTypes.includes(type)) &&
    all(
      query.profiled,
      (addresses) => alps?.digest !== undefined && addresses.has(profileAddressOf(registration) ?? ''),
    )
  );
}

function all<T>(wanted: readonly T[] | undefined, holds: (value: T) => boolean): boolean {
  return wanted === undefined || wanted.every(holds);
}
