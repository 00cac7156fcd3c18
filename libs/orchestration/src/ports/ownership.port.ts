export const OWNERSHIP = Symbol('Ownership');

/** What a process has claimed. */
export interface Claimed {
  /** Jobs that have something to do. */
  readonly active: readonly string[];
  /** How many others rest. */
  readonly resting: number;
}

/**
 * Which process drives which job, if several share one journal. It stores and assigns; the runtime acts on it.
 */
export interface Ownership {
  /** The name under which this process writes; null if there can be no other. */
  readonly id: string | null;

  /** Whether other processes may drive jobs of this journal too. */
  readonly shared: boolean;

  /** False once the lease may have expired and others may own its jobs: this process then sends nothing. */
  readonly held: boolean;

  /** Whether this process does the work that only one replica has to do. */
  readonly leads: boolean;

  /** Joins the replicas, without any jobs. */
  join(): Promise<void>;

  /**
   * Renews the lease of this process, and releases the jobs of replicas whose lease has expired.
   * @throws OwnershipLost if another replica released the jobs of this process.
   */
  renew(): Promise<void>;

  /**
   * Claims a fair share of the open jobs without an owner, oldest first. Jobs whose own time is ahead of
   * `now` do not rest.
   */
  claim(now: number): Promise<Claimed>;

  /** Open jobs that this process owns in the database and that have something to do, including those it does not know of. */
  owned(now: number): Promise<string[]>;

  /** The owner of a job; an open job without one becomes this process's. Null if there is no such job. */
  whose(jobId: string): Promise<'ours' | 'theirs' | null>;

  /** Releases all jobs at once, so that other replicas need not wait for the lease to expire. */
  leave(): Promise<void>;
}

/** This process was declared dead: its pending writes were refused, and other replicas own its jobs. */
export class OwnershipLost extends Error {
  override readonly name = 'OwnershipLost';

  constructor() {
    super('this process was silent for too long: its jobs were taken over');
  }
}
