export const CLOCK = Symbol('Clock');

export interface Clock {
  /** Milliseconds since the Unix epoch. Never goes back, and never stands still: where the wall clock is set back, it is ahead. */
  now(): number;

  /** This clock, where it has come so far; else one that goes on from that time, until this one catches up. */
  notBefore(time: number): Clock;

  /** Calls `wake` at that time or soon after, be it that it has passed, or that the wall clock jumped there; the returned function takes the timer back. */
  at(time: number, wake: () => void): () => void;

  /** Resolves after `ms`, or as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
