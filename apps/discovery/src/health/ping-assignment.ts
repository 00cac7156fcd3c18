import { setInterval } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '#platform';
import { DiscoveryConfig } from '../config/discovery.config';
import { assignedReplica } from '../core/assigned-replica';
import { coalesce } from '../registry/coalesce';
import { ProfileRefresher } from '../profiles/profile-refresher';
import { LiveRegistry } from '../registry/live-registry';
import { Registry } from '../registry/registry';
import { ReplicaRegistry } from '../storage/replica-registry';
import { ServiceReader } from '../storage/service-reader';
import { Sweeper } from './sweeper';

/**
 * Every replica pings its share of the services, fetches its share of their profiles, and reads the changes of the others. A process with its own database
 * (SQLite) pings all.
 */
@Injectable()
export class PingAssignment implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(PingAssignment.name);
  private readonly ending = new AbortController();
  private readonly callRoll = coalesce(() => this.takeShare());
  private readonly unfollow: (() => void)[] = [];
  private replicas = 1;

  constructor(
    private readonly live: LiveRegistry,
    private readonly reader: ServiceReader,
    private readonly registry: Registry,
    private readonly sweeper: Sweeper,
    private readonly profiles: ProfileRefresher,
    private readonly roll: ReplicaRegistry,
    private readonly config: DiscoveryConfig,
    metrics: Metrics,
  ) {
    metrics.gauge('discovery_replicas', 'Replicas that share the pings, as this one knows', [], (gauge) =>
      gauge.set(this.replicas),
    );
  }

  async onModuleInit(): Promise<void> {
    const { DISCOVERY_SWEEP_LEASE_MS, DISCOVERY_FOLLOW_INTERVAL_MS } = this.config;
    await this.callRoll();
    await this.live.catchUp();
    this.sweeper.start();
    await this.profiles.start();
    if (!this.roll.contested) return;
    this.unfollow.push(
      this.reader.follow(() => void this.attempt(() => this.live.catchUp())),
      this.roll.follow(() => void this.attempt(this.callRoll)),
    );
    void this.every(DISCOVERY_SWEEP_LEASE_MS / 3, this.callRoll);
    // In case a notification is lost.
    void this.every(DISCOVERY_FOLLOW_INTERVAL_MS, () => this.live.catchUp());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending.abort();
    for (const stop of this.unfollow) stop();
    this.sweeper.stop();
    await this.attempt(() => this.roll.leave());
  }

  private async takeShare(): Promise<void> {
    const { replicas, afresh } = await this.roll.call(this.config.DISCOVERY_SWEEP_LEASE_MS);
    if (this.ending.signal.aborted) return this.roll.leave();
    if (afresh) await this.registry.restore();
    this.replicas = replicas.length;
    const isOurs = (key: string): boolean => assignedReplica(key, replicas) === this.roll.self;
    this.sweeper.share(isOurs);
    this.profiles.share(isOurs);
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => this.logger.error(error));
  }

  private async every(intervalMs: number, work: () => Promise<void>): Promise<void> {
    const { signal } = this.ending;
    try {
      for await (const _ of setInterval(intervalMs, undefined, { signal, ref: false })) await this.attempt(work);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
