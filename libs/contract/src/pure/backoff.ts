export interface BackoffRange {
  readonly firstMs: number;
  readonly longestMs: number;
  /** Growth from one pause to the next; 2 by default. */
  readonly factor?: number;
}

/** Milliseconds to wait after a number of failures in a row: grows exponentially, up to a maximum. */
export function backoffMs(failures: number, { firstMs, longestMs, factor = 2 }: BackoffRange): number {
  return Math.min(longestMs, firstMs * factor ** Math.max(0, failures - 1));
}
