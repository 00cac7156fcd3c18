import { type RegistryEntry } from './entry';
import { profileAddressOf } from './profile-state';
import { matches, type Query } from './query';

type Kind = 'tags' | 'names' | 'profiles' | 'mediaTypes' | 'alps';

/** All entries in memory, with indexes for searches. Results are ordered by registration, oldest first. */
export class Catalogue {
  private readonly entries = new Map<string, RegistryEntry>();
  private readonly index: Record<Kind, Map<string, Set<string>>> = {
    tags: new Map(),
    names: new Map(),
    profiles: new Map(),
    mediaTypes: new Map(),
    alps: new Map(),
  };

  get(registryId: string): RegistryEntry | undefined {
    return this.entries.get(registryId);
  }

  all(): RegistryEntry[] {
    return [...this.entries.values()].sort(byAge);
  }

  put(entry: RegistryEntry): void {
    this.remove(entry.registryId);
    this.entries.set(entry.registryId, entry);
    for (const [kind, key] of keysOf(entry)) {
      const ids = this.index[kind].get(key);
      if (ids) ids.add(entry.registryId);
      else this.index[kind].set(key, new Set([entry.registryId]));
    }
  }

  remove(registryId: string): void {
    const entry = this.entries.get(registryId);
    if (!entry) return;
    this.entries.delete(registryId);
    for (const [kind, key] of keysOf(entry)) {
      const ids = this.index[kind].get(key);
      ids?.delete(registryId);
      if (ids?.size === 0) this.index[kind].delete(key);
    }
  }

  clear(): void {
    this.entries.clear();
    for (const keys of Object.values(this.index)) keys.clear();
  }

  /** Those whose ALPS profile is at this address. */
  withProfile(address: string): RegistryEntry[] {
    return [...(this.index.alps.get(address) ?? NONE)].flatMap((id) => this.entries.get(id) ?? []);
  }

  find(query: Query): RegistryEntry[] {
    return this.candidates(query)
      .filter((entry) => matches(entry, query))
      .sort(byAge);
  }

  /** The smallest index bucket that contains all matches of a query. */
  private candidates(query: Query): RegistryEntry[] {
    const narrowed: ReadonlySet<string>[] = KINDS.flatMap((kind) =>
      (query[kind] ?? []).map((key) => this.index[kind].get(key) ?? NONE),
    );
    for (const addresses of query.profiled ?? []) {
      narrowed.push(new Set([...addresses].flatMap((address) => [...(this.index.alps.get(address) ?? NONE)])));
    }
    if (narrowed.length === 0) return [...this.entries.values()];
    const fewest = narrowed.reduce((least, ids) => (ids.size < least.size ? ids : least));
    return [...fewest].flatMap((id) => this.entries.get(id) ?? []);
  }
}

const KINDS = ['tags', 'names', 'profiles', 'mediaTypes'] as const;
const NONE: ReadonlySet<string> = new Set<string>();

function* keysOf({ registration }: RegistryEntry): Generator<[Kind, string]> {
  for (const tag of registration.tags) yield ['tags', tag];
  for (const type of registration.mediaTypes) yield ['mediaTypes', type];
  yield ['names', registration.name];
  if (registration.profile !== undefined) yield ['profiles', registration.profile];
  const alps = profileAddressOf(registration);
  if (alps !== undefined) yield ['alps', alps];
}

/** A place in a list of entries. */
export type AgePlace = Pick<RegistryEntry, 'registeredAt' | 'registryId'>;

/** Oldest first. */
export function byAge(one: AgePlace, other: AgePlace): number {
  if (one.registryId === other.registryId) return 0;
  return one.registeredAt - other.registeredAt || (one.registryId < other.registryId ? -1 : 1);
}
