import type { HealthState } from '#contract';
import type { RegistryEntry } from './entry';

/** A search. All criteria must match; several values of one kind must all match. */
export interface Query {
  readonly tags?: readonly string[];
  readonly names?: readonly string[];
  readonly profiles?: readonly string[];
  readonly profileParts?: readonly string[];
  readonly mediaTypes?: readonly string[];
  readonly health?: HealthState;
}

/** The rule of every search; evicted entries match only on request. */
export function matches({ registration, health }: RegistryEntry, query: Query): boolean {
  const { name, profile, tags, mediaTypes } = registration;
  return (
    (query.health === undefined ? health !== 'evicted' : health === query.health) &&
    all(query.tags, (tag) => tags.includes(tag)) &&
    all(query.names, (wanted) => name === wanted) &&
    all(query.profiles, (wanted) => profile === wanted) &&
    all(query.profileParts, (part) => profile?.includes(part) ?? false) &&
    all(query.mediaTypes, (type) => mediaTypes.includes(type))
  );
}

function all(wanted: readonly string[] | undefined, holds: (value: string) => boolean): boolean {
  return wanted === undefined || wanted.every(holds);
}
