import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HttpConfig } from '../config/http-config';
import { LoopUtilization } from './loop-utilization';
import { StandingDelay } from './standing-delay';

const SAMPLE_MS = 20;
const BUSY = 0.9;

/** Says why nothing new can be taken on just now; undefined while it can. */
export type Limit = () => string | undefined;

/**
 * Whether this process can take on new work. Besides what an app counts for itself, that is a matter of how late a timer
 * is: by so much everything else is late, too.
 */
@Injectable()
export class Capacity implements OnApplicationShutdown {
  private readonly limits: Limit[] = [];
  private readonly delay = new StandingDelay();
  private readonly utilization = new LoopUtilization();
  private readonly timer?: NodeJS.Timeout;

  constructor({ LOAD_SHED_DELAY_MS: most }: HttpConfig) {
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

  add(limit: Limit): void {
    this.limits.push(limit);
  }

  /** Why nothing new can be taken on; undefined while it can. */
  get exhausted(): string | undefined {
    for (const limit of this.limits) {
      const reason = limit();
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  /** Whether this process has no time left: what is taken on now only makes the rest wait. */
  get isBusy(): boolean {
    return this.utilization.share >= BUSY;
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
