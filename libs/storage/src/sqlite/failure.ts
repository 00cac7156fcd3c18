import { DatabaseFailure } from '../database-failure';

/** Result codes of SQLite for a write that the disk did not take: the transaction was rolled back. */
const SQLITE_FULL = 13;
const SQLITE_IOERR_WRITE = 778;

/** Told of every failure of the database itself. */
export type OnFailure = (failure: DatabaseFailure) => void;

/** What the statement gives. Where the disk had no room for it, that is a DatabaseFailure. */
export function withRoom<T>(statement: () => T, failed: OnFailure): T {
  try {
    return statement();
  } catch (error) {
    if (!isOutOfRoom(error)) throw error;
    const failure = new DatabaseFailure('busy', error);
    failed(failure);
    throw failure;
  }
}

/** A limit on the size of files or of what a user may have comes as an I/O error, and means the same. */
function isOutOfRoom(error: unknown): boolean {
  const { sqliteExtendedCode } = (error ?? {}) as { sqliteExtendedCode?: unknown };
  return sqliteExtendedCode === SQLITE_FULL || sqliteExtendedCode === SQLITE_IOERR_WRITE;
}
