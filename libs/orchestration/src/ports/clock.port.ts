export const CLOCK = Symbol('Clock');

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;

  /** Calls `wake` at that time or soon after; the returned function takes the timer back. */
  at(time: number, wake: () => void): () => void;

  /** Resolves after `ms`, or as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
