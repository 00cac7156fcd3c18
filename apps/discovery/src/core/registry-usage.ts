import { PlatformError } from '#contract';
import type { RegistryEntry } from './entry';

/** Limits of registrations. */
export interface RegistryLimits {
  readonly entries: number;
  readonly entriesPerOwner: number;
  readonly bytes: number;
}

interface Holding {
  readonly owner: string | undefined;
  readonly bytes: number;
}

/** Counts the registrations of each caller. */
export class RegistryUsage {
  private readonly holdings = new Map<string, Holding>();
  private readonly entriesOf = new Map<string | undefined, number>();
  private bytes = 0;

  put({ registryId, owner, registration }: RegistryEntry): void {
    this.remove(registryId);
    const bytes = Buffer.byteLength(JSON.stringify(registration));
    this.holdings.set(registryId, { owner, bytes });
    this.bytes += bytes;
    this.count(owner, 1);
  }

  remove(registryId: string): void {
    const holding = this.holdings.get(registryId);
    if (!holding) return;
    this.holdings.delete(registryId);
    this.bytes -= holding.bytes;
    this.count(holding.owner, -1);
  }

  /**
   * Admits an entry, or a change of one.
   * @throws PlatformError `insufficient-storage`
   */
  admit(entry: RegistryEntry, room: RegistryLimits): void {
    const { registryId, owner, registration } = entry;
    const current = this.holdings.get(registryId);
    const growth = Buffer.byteLength(JSON.stringify(registration)) - (current?.bytes ?? 0);
    if (!current && this.holdings.size >= room.entries)
      throw full(`${room.entries} services are registered already (DISCOVERY_MAX_ENTRIES)`);
    if (!current && owner !== undefined && (this.entriesOf.get(owner) ?? 0) >= room.entriesPerOwner)
      throw full(`${owner} has ${room.entriesPerOwner} registrations already (DISCOVERY_MAX_ENTRIES_PER_OWNER)`);
    if (growth > 0 && this.bytes + growth > room.bytes)
      throw full(`the registrations have ${this.bytes} bytes already (DISCOVERY_MAX_TOTAL_BYTES: ${room.bytes})`);
    this.put(entry);
  }

  clear(): void {
    this.holdings.clear();
    this.entriesOf.clear();
    this.bytes = 0;
  }

  private count(owner: string | undefined, by: number): void {
    const entries = (this.entriesOf.get(owner) ?? 0) + by;
    if (entries === 0) this.entriesOf.delete(owner);
    else this.entriesOf.set(owner, entries);
  }
}

function full(why: string): PlatformError {
  return new PlatformError('insufficient-storage', `There is no room for this registration: ${why}`);
}
