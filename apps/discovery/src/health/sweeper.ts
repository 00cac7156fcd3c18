import { Injectable, Logger } from '@nestjs/common';
import { DiscoveryConfig } from '../config/discovery.config';
import { nextPingAt } from '../core/ping-schedule';
import type { Entry } from '../core/entry';
import { type Change, LiveRegistry } from '../registry/live-registry';
import { Registry } from '../registry/registry';
import { Gate } from './gate';
import { Pinger } from './pinger';

/** One service that is watched: waiting for its turn, or being pinged. */
interface Watch {
  turn?: NodeJS.Timeout;
  readonly ping: AbortController;
}

/** Pings every service of its share when it is its turn, and whoever registers at once. */
@Injectable()
export class Sweeper {
  private readonly logger = new Logger(Sweeper.name);
  private readonly watches = new Map<string, Watch>();
  private readonly gate: Gate;
  private unfollow?: () => void;
  private ours: (registryId: string) => boolean = () => true;

  constructor(
    private readonly live: LiveRegistry,
    private readonly registry: Registry,
    private readonly pinger: Pinger,
    private readonly config: DiscoveryConfig,
  ) {
    this.gate = new Gate(config.DISCOVERY_PING_CONCURRENCY);
  }

  start(): void {
    this.unfollow = this.live.follow(({ change }) => this.notice(change));
    this.takeAll();
  }

  /** Which services to look after from now on; the others are somebody else's. */
  share(ours: (registryId: string) => boolean): void {
    this.ours = ours;
    if (this.unfollow) this.takeAll();
  }

  stop(): void {
    this.unfollow?.();
    this.unfollow = undefined;
    for (const registryId of this.watches.keys()) this.drop(registryId);
  }

  private notice(change: Change): void {
    switch (change.type) {
      case 'remove':
        return this.drop(change.registryId);
      case 'upsert': {
        const { registryId, health } = change.entry;
        if (!this.ours(registryId)) return;
        if (health === 'unverified' || !this.watches.has(registryId)) this.pingNow(registryId);
        return;
      }
      case 'reset':
        for (const registryId of this.watches.keys()) this.drop(registryId);
        this.takeAll();
    }
  }

  private takeAll(): void {
    for (const entry of this.live.all()) {
      const { registryId } = entry;
      if (!this.ours(registryId)) this.drop(registryId);
      else if (!this.watches.has(registryId)) this.take(entry);
    }
  }

  /** Nobody has asked a service that is unverified; the others were asked of late, by whoever had them before. */
  private take({ registryId, health }: Entry): void {
    if (health === 'unverified') return this.pingNow(registryId);
    const watch: Watch = { ping: new AbortController() };
    this.watches.set(registryId, watch);
    this.takeTurn(registryId, watch);
  }

  /** Whatever was under way for this service before counts no longer. */
  private pingNow(registryId: string): void {
    this.drop(registryId);
    const watch: Watch = { ping: new AbortController() };
    this.watches.set(registryId, watch);
    void this.gate.run(() => this.ping(registryId, watch));
  }

  private drop(registryId: string): void {
    const watch = this.watches.get(registryId);
    clearTimeout(watch?.turn);
    watch?.ping.abort();
    this.watches.delete(registryId);
  }

  private async ping(registryId: string, watch: Watch): Promise<void> {
    const { signal } = watch.ping;
    const entry = this.live.get(registryId);
    if (!entry || signal.aborted) return;
    const event = await this.pinger.ping(entry.registration, signal);
    if (signal.aborted) return;
    await this.registry.pinged(entry, event).catch((error: unknown) => this.logger.error(error));
    if (!signal.aborted) this.takeTurn(registryId, watch);
  }

  private takeTurn(registryId: string, watch: Watch): void {
    const entry = this.live.get(registryId);
    if (!entry) return this.drop(registryId);
    const now = Date.now();
    const pauseMs = nextPingAt(entry, now, this.config.DISCOVERY_PING_INTERVAL_MS) - now;
    watch.turn = setTimeout(() => this.pingNow(registryId), pauseMs).unref();
  }
}
