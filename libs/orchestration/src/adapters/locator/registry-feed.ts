import { Inject, Injectable } from '@nestjs/common';
import type { ServiceEntry } from '#contract';
import { backoffMs } from '#contract/pure';
import { DiscoveryClient, type RegistryChange } from '#clients';
import { type Clock, CLOCK } from '../../ports/clock.port';
import { ServiceIndex } from './service-index';

const PAUSES = { firstMs: 100, longestMs: 2_000 };

/** Applies discovery's change feed to the index. While discovery is unavailable, the last known registry still serves. */
@Injectable()
export class RegistryFeed {
  private readonly listeners = new Set<() => void>();
  private readonly ended = new AbortController();
  private lastId: string | undefined;
  private problem = 'discovery has not responded yet';
  private synced = false;
  /** The parts of a snapshot received so far; until it is complete, the registry before it serves. */
  private snapshot: ServiceEntry[] | null = null;

  constructor(
    private readonly discovery: DiscoveryClient,
    private readonly index: ServiceIndex,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Why the registry is not known yet; null once discovery has responded. */
  get unavailable(): string | null {
    return this.synced ? null : this.problem;
  }

  start(): void {
    void this.readFeed();
  }

  stop(): void {
    this.ended.abort();
  }

  /** Resolves at the next change, or when `signal` aborts. */
  changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.listeners.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.listeners.add(done);
      signal.addEventListener('abort', done, { once: true });
      if (signal.aborted) done();
    });
  }

  private async readFeed(): Promise<void> {
    const { signal } = this.ended;
    for (let failures = 1; !signal.aborted; failures++) {
      try {
        for await (const change of this.discovery.changes({ signal, lastEventId: this.lastId })) {
          this.apply(change);
          failures = 1;
        }
      } catch {
        await this.poll();
      }
      await this.clock.sleep(backoffMs(failures, PAUSES), signal);
    }
  }

  /** Polling works where a proxy blocks streams. */
  private async poll(): Promise<void> {
    try {
      for (const change of await this.discovery.changesSince(this.lastId)) this.apply(change);
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  private apply({ id, event, data }: RegistryChange): void {
    this.lastId = id;
    if (event === 'reset') this.snapshot = (data as ServiceEntry[]).map(withoutExtras);
    else if (event === 'upsert') this.upsert(withoutExtras(data as ServiceEntry));
    else if (event === 'remove') this.index.remove((data as Pick<ServiceEntry, 'registryID'>).registryID);
    // A change without id is part of a snapshot that continues.
    if (id === undefined) return;
    if (this.snapshot) this.index.reset(this.snapshot);
    this.snapshot = null;
    this.synced = true;
    for (const listener of [...this.listeners]) listener();
  }

  private upsert(entry: ServiceEntry): void {
    if (this.snapshot) this.snapshot.push(entry);
    else this.index.upsert(entry);
  }
}

/** Metadata and descriptions are not used here, and may be large. */
function withoutExtras({
  metadata: _metadata,
  description: _description,
  alpsFaults: _faults,
  ...entry
}: ServiceEntry): ServiceEntry {
  return entry;
}
