import type { ServiceEntry } from '#contract';
import { normalizeName } from '#contract/pure';
import type { Selector } from '../../core/plan/plan';

type Entries = ReadonlyMap<string, ServiceEntry>;

/** The registry in memory, kept current by discovery's change feed. */
export class ServiceIndex {
  private readonly entries = new Map<string, ServiceEntry>();
  private readonly byName = new Shelf(({ name }) => [name]);
  /** Resources are findable as tags, and tags as resources. */
  private readonly byOffer = new Shelf(({ tags = [], resources = [] }) => [...tags, ...resources]);
  private readonly byProfile = new Shelf(({ profile }) => (profile === undefined ? [] : [profile]));
  private revision = 0;
  private readonly shelves = [this.byName, this.byOffer, this.byProfile];

  reset(entries: readonly ServiceEntry[]): void {
    for (const registryId of [...this.entries.keys()]) this.remove(registryId);
    for (const entry of entries) this.upsert(entry);
  }

  /** Grows whenever the profile of any service has changed. */
  get profilesRevision(): number {
    return this.revision;
  }

  upsert(entry: ServiceEntry): void {
    const before = this.entries.get(entry.registryID);
    if (before?.alpsDigest !== entry.alpsDigest) this.revision++;
    this.take(entry.registryID);
    this.entries.set(entry.registryID, entry);
    for (const shelf of this.shelves) shelf.put(entry);
  }

  remove(registryId: string): void {
    if (this.entries.get(registryId)?.alpsDigest !== undefined) this.revision++;
    this.take(registryId);
  }

  private take(registryId: string): void {
    const entry = this.entries.get(registryId);
    if (!entry) return;
    this.entries.delete(registryId);
    for (const shelf of this.shelves) shelf.take(entry);
  }

  /**
   * Entries that match every member of the selector and are not evicted.
   * @param among their registry ids, where the selector says what they do: the index does not know that
   */
  matching(selector: Selector, among?: Iterable<string>): ServiceEntry[] {
    const asked = [...this.asked(selector), ...(among ? [this.those(among)] : [])];
    const [fewest = this.entries, ...others] = asked.sort((a, b) => a.size - b.size);
    const matching: ServiceEntry[] = [];
    for (const [registryId, entry] of fewest) {
      if (entry.health !== 'evicted' && others.every((shelf) => shelf.has(registryId))) matching.push(entry);
    }
    return matching;
  }

  named(name: string): ServiceEntry[] {
    return this.matching({ serviceName: name });
  }

  private those(registryIds: Iterable<string>): Entries {
    const entries = new Map<string, ServiceEntry>();
    for (const id of registryIds) {
      const entry = this.entries.get(id);
      if (entry) entries.set(id, entry);
    }
    return entries;
  }

  /** One set of entries per member of the selector. */
  private asked({ tag, profile, resource, serviceName }: Selector): Entries[] {
    const asked: Entries[] = [];
    if (serviceName !== undefined) asked.push(this.byName.under(serviceName));
    if (tag !== undefined) asked.push(this.byOffer.under(tag));
    if (resource !== undefined) asked.push(this.byOffer.under(resource));
    if (profile !== undefined) asked.push(this.byProfile.under(profile));
    return asked;
  }
}

const NOTHING: Entries = new Map();

/** An index of entries by one of their attributes; case is ignored. */
class Shelf {
  private readonly places = new Map<string, Map<string, ServiceEntry>>();

  constructor(private readonly keysOf: (entry: ServiceEntry) => readonly string[]) {}

  under(key: string): Entries {
    return this.places.get(normalizeName(key)) ?? NOTHING;
  }

  put(entry: ServiceEntry): void {
    for (const key of this.keysOf(entry).map(normalizeName)) {
      const place = this.places.get(key) ?? new Map<string, ServiceEntry>();
      this.places.set(key, place.set(entry.registryID, entry));
    }
  }

  take(entry: ServiceEntry): void {
    for (const key of this.keysOf(entry).map(normalizeName)) {
      const place = this.places.get(key);
      place?.delete(entry.registryID);
      if (place?.size === 0) this.places.delete(key);
    }
  }
}

const RANK: Readonly<Record<ServiceEntry['health'], number>> = { healthy: 0, unverified: 0, failing: 1, evicted: 2 };

/** Healthy first; then fewest calls in flight; then the oldest registration. */
export function byPreference(load: (registryId: string) => number): (a: ServiceEntry, b: ServiceEntry) => number {
  return (a, b) =>
    RANK[a.health] - RANK[b.health] ||
    load(a.registryID) - load(b.registryID) ||
    a.registeredAt.localeCompare(b.registeredAt) ||
    a.registryID.localeCompare(b.registryID);
}
