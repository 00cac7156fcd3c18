import { setImmediate } from 'node:timers/promises';

/** Others wait no longer than this and what one piece of work takes. */
const SLICE_MS = 10;

/** For work that may take long: how long it has had the event loop, and a way to let others have their turn. */
export class TimeSlice {
  private until = performance.now() + SLICE_MS;

  get isOver(): boolean {
    return performance.now() >= this.until;
  }

  async next(): Promise<void> {
    await setImmediate();
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
