import type { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import { DiscoveryConfig } from '../config/discovery.config';
import { Catalogue } from '../core/catalogue';
import { ChangeLog, type LoggedChange } from '../core/change-log';
import type { RegistryEntry } from '../core/entry';
import { RegistryUsage, type RegistryLimits } from '../core/registry-usage';
import type { RemovalReason } from '../core/lifecycle';
import type { Query } from '../core/query';
import { ServiceReader } from '../storage/service-reader';
import { REMOVALS_KEPT } from '../storage/service-writer';
import { coalesce } from './coalesce';

export type ServiceChange =
  | { readonly type: 'reset'; readonly entries: readonly RegistryEntry[] }
  | { readonly type: 'upsert'; readonly entry: RegistryEntry }
  | { readonly type: 'remove'; readonly registryId: string; readonly why: RemovalReason };

export type ChangeListener = (logged: LoggedChange<ServiceChange>) => void;

/**
 * The registry in memory: it serves all queries, and follows the database revision by revision, whichever replica wrote
 * it. So one process and one of many replicas work alike, and readers of each see the same revisions.
 */
@Injectable()
export class LiveRegistry {
  private readonly catalogue = new Catalogue();
  private readonly holdings = new RegistryUsage();
  private readonly log: ChangeLog<ServiceChange>;
  private readonly followers = new Set<ChangeListener>();
  private readonly room: RegistryLimits;
  private loaded = false;

  /** Resolves when everything that was committed before this call is in memory. */
  readonly catchUp = coalesce(() => this.read());

  constructor(
    private readonly reader: ServiceReader,
    config: DiscoveryConfig,
  ) {
    this.log = new ChangeLog(config.DISCOVERY_FEED_LENGTH);
    this.room = {
      entries: config.DISCOVERY_MAX_ENTRIES,
      entriesPerOwner: config.DISCOVERY_MAX_ENTRIES_PER_OWNER,
      bytes: config.DISCOVERY_MAX_TOTAL_BYTES,
    };
  }

  get(registryId: string): RegistryEntry | undefined {
    return this.catalogue.get(registryId);
  }

  /** Evicted ones too. */
  all(): RegistryEntry[] {
    return this.catalogue.all();
  }

  find(query: Query): RegistryEntry[] {
    return this.catalogue.find(query);
  }

  /** Evicted ones too. */
  withProfile(address: string): RegistryEntry[] {
    return this.catalogue.withProfile(address);
  }

  /** A prolonged lease is not visible to clients. */
  renewed({ registryId, renewedAt }: RegistryEntry): void {
    const current = this.catalogue.get(registryId);
    if (current) this.catalogue.put({ ...current, renewedAt: Math.max(current.renewedAt, renewedAt) });
  }

  /** The changes after a revision, or a snapshot when that revision is unknown. */
  since(revision: number | undefined): LoggedChange<ServiceChange>[] {
    return (revision === undefined ? undefined : this.log.since(revision)) ?? [this.snapshot()];
  }

  get revision(): number {
    return this.log.revision;
  }

  /**
   * Reserves room for an entry before it is written; `release` it if the write fails.
   * @throws PlatformError `insufficient-storage`
   */
  admit(entry: RegistryEntry): void {
    this.holdings.admit(entry, this.room);
  }

  /** Releases an entry that was not written; its previous version remains. */
  release(registryId: string): void {
    const current = this.catalogue.get(registryId);
    if (current) this.holdings.put(current);
    else this.holdings.remove(registryId);
  }

  /** Resolves at the next change, or when `reader` is gone. */
  changed(reader: EventEmitter): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        unfollow();
        reader.off('close', done);
        resolve();
      };
      const unfollow = this.follow(done);
      reader.once('close', done);
    });
  }

  /** Calls back for every later change, in the order of revisions. Returns a function that stops. */
  follow(follower: ChangeListener): () => void {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  }

  private snapshot(): LoggedChange<ServiceChange> {
    return { revision: this.log.revision, change: { type: 'reset', entries: this.catalogue.all() } };
  }

  private async read(): Promise<void> {
    const known = this.log.revision;
    const latest = await this.reader.latestRevision();
    if (!this.loaded || latest - known > REMOVALS_KEPT) return this.reload(latest);
    if (latest === known) return;
    for (const { revision, ...change } of await this.reader.changes(known, latest)) this.apply({ revision, change });
    this.log.reached(latest);
  }

  private async reload(latest: number): Promise<void> {
    const entries = await this.reader.all(latest);
    this.catalogue.clear();
    this.holdings.clear();
    for (const entry of entries) {
      this.catalogue.put(entry);
      this.holdings.put(entry);
    }
    this.log.restart(latest);
    this.loaded = true;
    this.tell(this.snapshot());
  }

  private apply(logged: LoggedChange<Exclude<ServiceChange, { type: 'reset' }>>): void {
    const { revision, change } = logged;
    if (change.type === 'upsert') {
      this.catalogue.put(change.entry);
      this.holdings.put(change.entry);
    } else {
      this.catalogue.remove(change.registryId);
      this.holdings.remove(change.registryId);
    }
    this.log.append(revision, change);
    this.tell(logged);
  }

  private tell(logged: LoggedChange<ServiceChange>): void {
    for (const follower of this.followers) follower(logged);
  }
}
