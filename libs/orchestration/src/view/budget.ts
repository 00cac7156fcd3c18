import { jsonSize } from '#contract/pure';

/** Weighing a large value takes time, too: after so many that did not fit no more are tried. */
const MOST_MISSES = 8;

/** Bytes of JSON text that are left for what a view would like to show. */
export class Budget {
  private misses = 0;

  constructor(private left: number) {}

  /** Takes what a value needs; false where that is not left, or not known. */
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

  /** For what is shown whether there is room for it or not. */
  spend(value: unknown): void {
    this.left -= jsonSize(value) + 1;
  }

  /** A part that is spent on something of its own; what is not spent of it comes back. */
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
