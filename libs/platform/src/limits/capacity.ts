import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { HttpConfig } from '../config/http-config';
import { LoopUtilization } from './loop-utilization';
import { StandingDelay } from './standing-delay';

const SAMPLE_MS = 20;
const BUSY = 0.9;

/** The reason why no new work can be accepted now; undefined while it can. */
export type CapacityLimit = () => string | undefined;

/**
 * Whether this process can accept new work. Besides the limits an app adds, it measures how late timers are: everything
 * else is as late.
 */
@Injectable()
export class Capacity implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly limits: CapacityLimit[] = [];
  private readonly delay = new StandingDelay();
  private readonly utilization = new LoopUtilization();
  private timer?: NodeJS.Timeout;

  constructor(private readonly config: HttpConfig) {}

  /** Not before: an app that does not start is never told that it ends. */
  onApplicationBootstrap(): void {
    const { LOAD_SHED_DELAY_MS: most } = this.config;
    if (most === 0) return;
    let due = performance.now() + SAMPLE_MS;
    this.timer = setInterval(() => {
      const now = performance.now();
      this.delay.sample(now - due, now);
      this.utilization.sample(now);
      due = now + SAMPLE_MS;
    }, SAMPLE_MS).unref();
    this.add(() => (this.delay.ms > most ? `This process is ${Math.round(this.delay.ms)} ms behind` : undefined));
  }

  add(limit: CapacityLimit): void {
    this.limits.push(limit);
  }

  /** The reason why no new work can be accepted; undefined while it can. */
  get exhausted(): string | undefined {
    for (const limit of this.limits) {
      const reason = limit();
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  /** Whether this process is saturated: new work would only delay the rest. */
  get isBusy(): boolean {
    return this.utilization.share >= BUSY;
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
