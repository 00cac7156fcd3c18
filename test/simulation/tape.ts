/** Decisions of chance, in the order they are needed. A tape that is at its end says 0, which means: nothing special. */
export class Tape {
  private position = 0;

  constructor(private readonly values: readonly number[]) {}

  next(): number {
    return this.values[this.position++] ?? 0;
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    return this.next() % limit;
  }

  /** From here on nothing special happens any more. */
  runOut(): void {
    this.position = this.values.length;
  }
}
