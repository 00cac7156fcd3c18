const WINDOW_MS = 500;
const MIN_SAMPLES = 4;

/**
 * The minimum delay of the last half second, as CoDel (RFC 8289) measures queues: a burst or a pause passes, a standing
 * queue does not. Times in milliseconds, of any monotonic clock.
 */
export class StandingDelay {
  private least = Infinity;
  private samples = 0;
  private windowEnds = -Infinity;

  /** As of the last window. */
  ms = 0;

  sample(delayMs: number, nowMs: number): void {
    this.least = Math.min(this.least, delayMs);
    this.samples++;
    if (nowMs < this.windowEnds || this.samples < MIN_SAMPLES) return;
    this.ms = this.least;
    this.least = Infinity;
    this.samples = 0;
    this.windowEnds = nowMs + WINDOW_MS;
  }
}
