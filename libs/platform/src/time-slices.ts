import { setImmediate } from 'node:timers/promises';

/** Others wait no longer than this and what one piece of work takes. */
const SLICE_MS = 10;

/** Resolves when it is the turn of the slice that was asked for last. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * For work that may take long: how long it has had the event loop, and a way to let others have their turn. However much
 * such work there is, one slice of it is done in a turn of the event loop.
 */
export class TimeSlice {
  private until = performance.now() + SLICE_MS;

  get isOver(): boolean {
    return performance.now() >= this.until;
  }

  async next(): Promise<void> {
    queue = queue.then(() => setImmediate());
    await queue;
    this.until = performance.now() + SLICE_MS;
  }
}

/** Runs work piece by piece: in one go when it is short, else with turns for others in between. */
export async function inTimeSlices<T>(work: Iterator<unknown, T>): Promise<T> {
  const slice = new TimeSlice();
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (slice.isOver) await slice.next();
  }
}
