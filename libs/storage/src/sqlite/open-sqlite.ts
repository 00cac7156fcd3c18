import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Dialect } from 'kysely';
import { PlatformError } from '#contract';
import { CommitCount } from './commit-count';
import { type OnFailure, SqliteFailures } from './failure';
import { Damaged, inspectDatabase, isLocked } from './inspect';
import { createOwnerOnlyFile, permissionWarnings, missingRights } from './owner-only';
import { SyncingSqliteDialect } from './sqlite-dialect';
import { cachedStatements } from './statements';
import { WriteAheadLog } from './write-ahead-log';

const MIB = 1024 * 1024;
/** How much a start may read to check a database; at hundreds of MiB a second. */
const CHECKED_AT_START_BYTES = 64 * MIB;

export interface OpenSqlite {
  readonly dialect: Dialect;
  /** Called when the database has its tables. */
  readonly commits: CommitCount;
}

/**
 * Opens `<dataDir>/<name>.db` exclusively. `failed` receives write errors of the disk or file, `warn` warnings for the
 * operator.
 * @throws PlatformError `unavailable` when another process holds the file, commits are missing or it cannot be opened.
 */
export function openSqlite(
  dataDir: string,
  name: string,
  failed: OnFailure = () => undefined,
  warn: (message: string) => void = () => undefined,
): OpenSqlite {
  const file = join(dataDir, `${name}.db`);
  try {
    const warnings = inspectDatabase(file, CHECKED_AT_START_BYTES);
    createOwnerOnlyFile(file);
    for (const warning of [...warnings, ...permissionWarnings(file)]) warn(warning);
    return dialectOf(file, openExclusively(file), failed);
  } catch (cause) {
    throw new PlatformError('unavailable', whyNot(file, cause), { cause });
  }
}

function dialectOf(file: string, database: DatabaseSyncInstance, failed: OnFailure): OpenSqlite {
  const log = new WriteAheadLog(file);
  const failures = new SqliteFailures(failed);
  const statements = cachedStatements(database, failures);
  const commits = new CommitCount(file, database, statements);
  const close = (): void => {
    log.close();
    commits.close();
    release(database);
  };
  const dialect = new SyncingSqliteDialect(
    { database, log, failures, commits },
    { database: { ...statements, close } },
  );
  return { dialect, commits };
}

function openExclusively(file: string) {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // Set before the first access, so that WAL needs no shared memory and the lock is held until close.
    database.exec('pragma locking_mode = exclusive');
    database.exec('pragma journal_mode = wal');
    database.exec('pragma synchronous = full');
    database.exec('pragma foreign_keys = on');
    database.exec('begin exclusive; commit');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * The driver releases prepared statements only on garbage collection, and the file only after them. Leaving WAL mode
 * releases the lock now, and leaves one complete file.
 */
function release(database: DatabaseSyncInstance): void {
  database.exec('pragma journal_mode = delete');
  database.exec('pragma locking_mode = normal');
  database.exec('select 1 from sqlite_schema');
  database.close();
}

function whyNot(file: string, cause: unknown): string {
  if (cause instanceof Damaged) return cause.message;
  if (isLocked(cause)) return `${file} is in use by another process: stop it, or give this one its own DATA_DIR`;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `${file} cannot be opened: ${reason}${missingRights(file)}`;
}
