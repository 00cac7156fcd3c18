import type { ServiceEntry } from '#contract';
import type { Selector } from '../../core/plan/plan';

/** The registry as this process knows it, kept fresh by discovery's change feed. */
export class ServiceIndex {
  private readonly entries = new Map<string, ServiceEntry>();

  reset(entries: readonly ServiceEntry[]): void {
    this.entries.clear();
    for (const entry of entries) this.entries.set(entry.registryID, entry);
  }

  upsert(entry: ServiceEntry): void {
    this.entries.set(entry.registryID, entry);
  }

  remove(registryId: string): void {
    this.entries.delete(registryId);
  }

  get(registryId: string): ServiceEntry | undefined {
    return this.entries.get(registryId);
  }

  /** What matches all that is asked and may be called: the healthy first, then what is not known to be ill. */
  matching(selector: Selector): ServiceEntry[] {
    return [...this.entries.values()].filter((entry) => entry.health !== 'evicted' && matches(entry, selector));
  }

  named(name: string): ServiceEntry[] {
    return this.matching({ serviceName: name });
  }
}

function matches(entry: ServiceEntry, { tag, profile, resource, serviceName }: Selector): boolean {
  return (
    (tag === undefined || offers(entry, tag)) &&
    (resource === undefined || offers(entry, resource)) &&
    (profile === undefined || entry.profile === profile) &&
    (serviceName === undefined || entry.name === serviceName)
  );
}

/** Resources are findable as tags, and tags as resources. */
function offers({ tags = [], resources = [] }: ServiceEntry, what: string): boolean {
  return tags.includes(what) || resources.includes(what);
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
