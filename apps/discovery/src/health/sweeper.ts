import { Injectable, Logger } from '@nestjs/common';
import { DiscoveryConfig } from '../config/discovery.config';
import { nextPingAt } from '../core/ping-schedule';
import type { RegistryEntry } from '../core/entry';
import { type ServiceChange, LiveRegistry } from '../registry/live-registry';
import { Registry } from '../registry/registry';
import { PingLimiter } from '../registry/ping-limiter';
import { Pinger } from './pinger';

/** One watched service: waiting for its next ping, or being pinged. */
interface Watch {
  turn?: NodeJS.Timeout;
  readonly ping: AbortController;
}

/** Pings every service of its share when it is due, and new registrations at once. */
@Injectable()
export class Sweeper {
  private readonly logger = new Logger(Sweeper.name);
  private readonly watches = new Map<string, Watch>();
  private readonly gate: PingLimiter;
  private unfollow?: () => void;
  private ours: (registryId: string) => boolean = () => true;

  constructor(
    private readonly live: LiveRegistry,
    private readonly registry: Registry,
    private readonly pinger: Pinger,
    private readonly config: DiscoveryConfig,
  ) {
    this.gate = new PingLimiter(config.DISCOVERY_PING_CONCURRENCY);
  }

  start(): void {
    this.unfollow = this.live.follow(({ change }) => this.notice(change));
    this.takeAll();
  }

  /** Sets which services to ping from now on; the others belong to other replicas. */
  share(ours: (registryId: string) => boolean): void {
    this.ours = ours;
    if (this.unfollow) this.takeAll();
  }

  stop(): void {
    this.unfollow?.();
    this.unfollow = undefined;
    for (const registryId of this.watches.keys()) this.drop(registryId);
  }

  private notice(change: ServiceChange): void {
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

  /** An unverified service has never been pinged; the others were pinged lately by their previous replica. */
  private take({ registryId, health }: RegistryEntry): void {
    if (health === 'unverified') return this.pingNow(registryId);
    const watch: Watch = { ping: new AbortController() };
    this.watches.set(registryId, watch);
    this.takeTurn(registryId, watch);
  }

  /** The result of an earlier ping of this service no longer counts. */
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
