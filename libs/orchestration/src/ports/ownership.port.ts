export const OWNERSHIP = Symbol('Ownership');

/**
 * Which process drives which job, where several share one journal. It says, notes and hands out; what follows from it
 * is the runtime's to do.
 */
export interface Ownership {
  /** The name under which this process writes; null where there can be no other. */
  readonly id: string | null;

  /** Whether other processes may drive jobs of this journal too. */
  readonly shared: boolean;

  /** False once this process has been silent for so long that others may have taken its jobs over: it then sends nothing. */
  readonly held: boolean;

  /** Whether this process does what only one of them has to do. */
  readonly leads: boolean;

  /** Becomes one of the processes, a new one that owns nothing yet. */
  join(): Promise<void>;

  /**
   * Says that this process lives, and takes the jobs of those away that have not said so for too long.
   * @throws OwnershipLost when somebody did that to this process.
   */
  renew(): Promise<void>;

  /** Takes a fair share of the open jobs that nobody drives, oldest first. */
  claim(): Promise<string[]>;

  /** Open jobs that are this process's by the book, whether it knows of them or not. */
  owned(): Promise<string[]>;

  /** Whose a job is; an open one that nobody drives becomes this process's. Null when there is no such job. */
  whose(jobId: string): Promise<'ours' | 'theirs' | null>;

  /** Gives all jobs back at once, so that nobody has to wait for this process to be declared dead. */
  leave(): Promise<void>;
}

/** Others were told that this process is dead. Nothing it wanted to write was written, and its jobs are theirs. */
export class OwnershipLost extends Error {
  override readonly name = 'OwnershipLost';

  constructor() {
    super('this process was silent for too long: its jobs were taken over');
  }
}
