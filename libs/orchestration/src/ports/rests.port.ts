export const RESTS = Symbol('Rests');

/** A job whose rest is over. */
export interface DueJob {
  readonly jobId: string;
  readonly dueAt: number;
}

/** Which jobs of this process rest until a time. It only looks up; a rest is written with the events that begin it. */
export interface Rests {
  /** Those whose time has come by `now`, in its order: at most so many, from the one after `after` on. */
  due(now: number, most: number, after?: DueJob): Promise<readonly DueJob[]>;

  /** The first time after `now` at which one is due; null if there is none. Not of those that rest since a later time. */
  nextAfter(now: number): Promise<number | null>;
}
