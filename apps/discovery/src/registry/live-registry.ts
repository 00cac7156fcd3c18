import type { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import { DiscoveryConfig } from '../config/discovery.config';
import { Catalogue } from '../core/catalogue';
import { ChangeLog, type Logged } from '../core/change-log';
import type { Entry } from '../core/entry';
import { Holdings, type Room } from '../core/holdings';
import type { Departure } from '../core/lifecycle';
import type { Query } from '../core/query';
import { ServiceReader } from '../storage/service-reader';
import { REMOVALS_KEPT } from '../storage/service-writer';
import { coalesce } from './coalesce';

export type Change =
  | { readonly type: 'reset'; readonly entries: readonly Entry[] }
  | { readonly type: 'upsert'; readonly entry: Entry }
  | { readonly type: 'remove'; readonly registryId: string; readonly why: Departure };

export type Follower = (logged: Logged<Change>) => void;

/**
 * The registry in memory: it answers all questions, and follows what is on disk revision by revision, whoever wrote
 * it. So one process and one of many replicas work alike, and followers of any of them see the same revisions.
 */
@Injectable()
export class LiveRegistry {
  private readonly catalogue = new Catalogue();
  private readonly holdings = new Holdings();
  private readonly log: ChangeLog<Change>;
  private readonly followers = new Set<Follower>();
  private readonly room: Room;
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

  get(registryId: string): Entry | undefined {
    return this.catalogue.get(registryId);
  }

  /** Evicted ones too. */
  all(): Entry[] {
    return this.catalogue.all();
  }

  find(query: Query): Entry[] {
    return this.catalogue.find(query);
  }

  /** A prolonged lease changes nothing that others see. */
  renewed({ registryId, renewedAt }: Entry): void {
    const current = this.catalogue.get(registryId);
    if (current) this.catalogue.put({ ...current, renewedAt: Math.max(current.renewedAt, renewedAt) });
  }

  /** What came after a revision, or everything when that revision is not known here. */
  since(revision: number | undefined): Logged<Change>[] {
    return (revision === undefined ? undefined : this.log.since(revision)) ?? [this.snapshot()];
  }

  get revision(): number {
    return this.log.revision;
  }

  /**
   * Makes room for an entry that is about to be written; `release` it if it is not.
   * @throws PlatformError `insufficient-storage`
   */
  admit(entry: Entry): void {
    this.holdings.admit(entry, this.room);
  }

  /** What was admitted is not there after all; what was there before still is. */
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

  /** Calls back for every change from now on, in the order of revisions. Returns how to stop. */
  follow(follower: Follower): () => void {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  }

  private snapshot(): Logged<Change> {
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

  private apply(logged: Logged<Exclude<Change, { type: 'reset' }>>): void {
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

  private tell(logged: Logged<Change>): void {
    for (const follower of this.followers) follower(logged);
  }
}
