import { jsonSize } from '#contract/pure';

/** Measuring a large value takes time: after this many that did not fit, no more are tried. */
const MOST_MISSES = 8;

/** The bytes of JSON text that are left for a view. */
export class Budget {
  private misses = 0;

  constructor(private left: number) {}

  /** Takes the size of a value; false if less is left. */
  take(value: unknown): boolean {
    if (this.misses >= MOST_MISSES) return false;
    const size = jsonSize(value, this.left) + 1;
    if (size > this.left) {
      this.misses += 1;
      return false;
    }
    this.left -= size;
    return true;
  }

  /** For content that is shown in any case. */
  spend(value: unknown): void {
    this.left -= jsonSize(value) + 1;
  }

  /** Reserves a part for one purpose; what is not spent of it comes back. */
  part<T>(bytes: number, spend: (part: Budget) => T): T {
    const given = Math.min(bytes, this.left);
    const part = new Budget(given);
    const spent = spend(part);
    this.left -= given - part.left;
    return spent;
  }

  /** The first of a list, at most so many, as far as they fit. */
  first<T>(items: Iterable<T>, most: number): T[] {
    const taken: T[] = [];
    for (const item of items) {
      if (taken.length >= most || !this.take(item)) break;
      taken.push(item);
    }
    return taken;
  }
}
