/** Runs at once what may also be run in slices, and returns what it comes to. */
export function runToEnd<T>(work: Iterator<unknown, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}
