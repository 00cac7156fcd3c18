import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../ports/clock.port';

/** The longest delay a Node timer can take. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  at(time: number, wake: () => void): () => void {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const left = time - this.now();
      timer = left > LONGEST_TIMER_MS ? setTimeout(arm, LONGEST_TIMER_MS) : setTimeout(wake, Math.max(0, left));
    };
    arm();
    return () => clearTimeout(timer);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    // Being woken early is not an error.
    await delay(Math.min(Math.max(0, ms), LONGEST_TIMER_MS), undefined, { signal }).catch(() => undefined);
  }
}
