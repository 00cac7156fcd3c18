import type { ReplayCache } from './replay-cache';

const MAX_REMEMBERED = 200_000;

/**
 * For a service of one process. It remembers a bounded number of signatures, and beyond that refuses old ones rather
 * than accept any twice.
 */
export class InMemoryReplayCache implements ReplayCache {
  private readonly seen = new Map<string, number>();
  /** A signature that expires no later than this may have been evicted. */
  private forgottenUntil = -Infinity;

  constructor(
    private readonly now: () => number = Date.now,
    private readonly limit = MAX_REMEMBERED,
  ) {}

  isFirst(id: string, until: number): Promise<boolean> {
    const isFirst = until > this.forgottenUntil && !this.seen.has(id);
    if (isFirst) this.remember(id, until);
    return Promise.resolve(isFirst);
  }

  private remember(id: string, until: number): void {
    this.seen.set(id, until);
    for (const [oldest, over] of this.seen) {
      const isOver = over < this.now();
      if (!isOver && this.seen.size <= this.limit) return;
      this.seen.delete(oldest);
      if (!isOver) this.forgottenUntil = Math.max(this.forgottenUntil, over);
    }
  }
}
