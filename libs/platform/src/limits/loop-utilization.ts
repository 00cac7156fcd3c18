const WINDOW_MS = 250;

/** The share of the last quarter of a second in which this thread was busy. */
export class LoopUtilization {
  private since = performance.eventLoopUtilization();
  private windowEnds = -Infinity;

  /** From 0 to 1. */
  share = 0;

  /** @param nowMs of any monotonic clock */
  sample(nowMs: number): void {
    if (nowMs < this.windowEnds) return;
    const now = performance.eventLoopUtilization();
    this.share = performance.eventLoopUtilization(now, this.since).utilization;
    this.since = now;
    this.windowEnds = nowMs + WINDOW_MS;
  }
}
