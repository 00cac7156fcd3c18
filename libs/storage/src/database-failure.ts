import { type ErrorCode, PlatformError } from '#contract';

/**
 * A failure of the database, classified by what is known of the transaction.
 *
 * - `away`: no connection could be made; nothing was sent.
 * - `lost`: the connection broke before the commit was sent; nothing is kept.
 * - `busy`: the server gave up (a time limit, a lock, no room); nothing is kept.
 * - `again`: two transactions conflicted, and this one was rolled back.
 * - `unconfirmed`: the commit was sent, and no response came; it may have committed or not.
 * - `damaged`: the file is malformed; nothing is kept, and no more writes are accepted.
 */
export type FailureKind = 'away' | 'lost' | 'busy' | 'again' | 'unconfirmed' | 'damaged';

const RETRY_AFTER_MS = 1_000;

const CODES: Readonly<Partial<Record<FailureKind, ErrorCode>>> = {
  unconfirmed: 'write-unconfirmed',
  damaged: 'database-damaged',
};

const MESSAGES: Readonly<Record<FailureKind, string>> = {
  away: 'The database cannot be reached; nothing was done',
  lost: 'The connection to the database was lost; nothing was done',
  busy: 'The database could not do it in time, has no room or no working disk; nothing was done',
  again: 'Too many wanted to change the same; nothing was done',
  unconfirmed: 'The database went away before it confirmed the write: it may have been done or not',
  damaged: 'The database is malformed and takes nothing new; nothing was done',
};

/** The database itself failed, not the statement. The driver's error is the cause and never leaves the process. */
export class DatabaseFailure extends PlatformError {
  constructor(
    readonly kind: FailureKind,
    cause: unknown,
  ) {
    super(CODES[kind] ?? 'database-unavailable', MESSAGES[kind], {
      retryAfterMs: RETRY_AFTER_MS,
      cause,
    });
  }
}
