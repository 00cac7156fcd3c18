import type { Appended } from '../../ports/journal.port';

/** This process no longer drives the job. */
export class JobLost extends Error {
  override readonly name = 'JobLost';

  constructor(
    message: string,
    /** What the journal said of the last write, or why there was none. */
    readonly reason: Appended | Error,
    /** Whether what was asked of the job here is certainly not on disk. */
    readonly notCommitted = reason === 'conflict',
  ) {
    super(message);
  }
}
