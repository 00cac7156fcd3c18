import type { SeenSignatures } from './seen-signatures';

const MAX_REMEMBERED = 200_000;

/** For a service that is one process. It remembers so many at most, and then refuses old ones rather than any twice. */
export class SeenHere implements SeenSignatures {
  private readonly seen = new Map<string, number>();
  /** What counts no longer than this may have been forgotten. */
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
