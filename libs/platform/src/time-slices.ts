import { setImmediate } from 'node:timers/promises';

/** The longest turn of the event loop, apart from the duration of one piece of work. */
const SLICE_MS = 10;

/** Resolves when the slice that was requested last has its turn. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * For long work: how long it has held the event loop, and a way to yield it. However much such work there is, each turn
 * of the event loop runs one slice of it.
 */
export class TimeSlice {
  private until = performance.now() + SLICE_MS;

  get isOver(): boolean {
    return performance.now() >= this.until;
  }

  async next(): Promise<void> {
    // The first may still come in this turn: what is asked for in a callback of I/O does.
    queue = queue.then(() => setImmediate()).then(() => setImmediate());
    await queue;
    this.until = performance.now() + SLICE_MS;
  }
}

/** Runs work piece by piece: in one go when it is short, else yielding to others in between. */
export async function inTimeSlices<T>(work: Iterator<unknown, T>): Promise<T> {
  const slice = new TimeSlice();
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (slice.isOver) await slice.next();
  }
}

/** Runs each piece of work in a turn of its own, and no other such piece in the same turn. */
export async function inTurns<T>(work: Iterator<unknown, T>): Promise<T> {
  const slice = new TimeSlice();
  for (;;) {
    await slice.next();
    const { done, value } = work.next();
    if (done === true) return value;
  }
}
