export const CLOCK = Symbol('Clock');

export interface Clock {
  /** Milliseconds since the Unix epoch. Never goes back and never stops: it runs ahead of a wall clock that was set back. */
  now(): number;

  /** This clock if it has reached `time`; otherwise one that continues from `time` until this one catches up. */
  notBefore(time: number): Clock;

  /** Calls `wake` at that time or soon after, also if the wall clock jumps there; the returned function cancels the timer. */
  at(time: number, wake: () => void): () => void;

  /** Resolves after `ms`, or as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
