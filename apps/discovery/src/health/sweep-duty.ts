import { setInterval } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DiscoveryConfig } from '../config/discovery.config';
import { LiveRegistry } from '../registry/live-registry';
import { Registry } from '../registry/registry';
import { SweepLease } from '../storage/sweep-lease';
import { Sweeper } from './sweeper';

/**
 * Of all replicas one pings the services, and every replica follows what the others write. A process with a database
 * of its own (SQLite) holds the duty for as long as it runs.
 */
@Injectable()
export class SweepDuty implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(SweepDuty.name);
  private readonly ending = new AbortController();
  private onDuty = false;

  constructor(
    private readonly live: LiveRegistry,
    private readonly registry: Registry,
    private readonly sweeper: Sweeper,
    private readonly lease: SweepLease,
    private readonly config: DiscoveryConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    const { DISCOVERY_SWEEP_LEASE_MS, DISCOVERY_FOLLOW_INTERVAL_MS } = this.config;
    await this.seekDuty();
    await this.live.catchUp();
    if (!this.lease.contested) return;
    void this.every(DISCOVERY_SWEEP_LEASE_MS / 3, () => this.seekDuty());
    void this.every(DISCOVERY_FOLLOW_INTERVAL_MS, () => this.live.catchUp());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending.abort();
    this.sweeper.stop();
    if (this.onDuty) await this.lease.release();
  }

  /** Takes the duty when nobody has it, keeps it when it is ours, and lays it down when somebody else took it. */
  private async seekDuty(): Promise<void> {
    const held = await this.lease.hold(Date.now(), this.config.DISCOVERY_SWEEP_LEASE_MS);
    if (held && !this.onDuty) {
      await this.registry.restore();
      this.sweeper.start();
    }
    if (!held && this.onDuty) this.sweeper.stop();
    this.onDuty = held;
  }

  private async every(intervalMs: number, work: () => Promise<void>): Promise<void> {
    const { signal } = this.ending;
    try {
      for await (const _ of setInterval(intervalMs, undefined, { signal, ref: false }))
        await work().catch((error: unknown) => this.logger.error(error));
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
