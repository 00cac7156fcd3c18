import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Dialect } from 'kysely';
import { PlatformError } from '#contract';
import type { OnFailure } from './failure';
import { SyncingSqliteDialect } from './sqlite-dialect';
import { cachedStatements } from './statements';
import { WriteAheadLog } from './write-ahead-log';

/**
 * Opens `<dataDir>/<name>.db` for this process alone. `failed` hears of writes that the disk has no room for.
 * @throws PlatformError `unavailable` when another process holds the file or it cannot be opened.
 */
export function openSqlite(dataDir: string, name: string, failed: OnFailure = () => undefined): Dialect {
  const file = join(dataDir, `${name}.db`);
  try {
    mkdirSync(dataDir, { recursive: true });
    const database = openExclusively(file);
    const log = new WriteAheadLog(file);
    const close = (): void => {
      log.close();
      release(database);
    };
    return new SyncingSqliteDialect(database, log, { database: { ...cachedStatements(database, failed), close } });
  } catch (cause) {
    throw new PlatformError('unavailable', whyNot(file, cause), { cause });
  }
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
 * The driver lets go of prepared statements only when they are garbage collected, and of the file only after them.
 * Leaving WAL mode gives the lock back now, and leaves one file with everything in it.
 */
function release(database: DatabaseSyncInstance): void {
  database.exec('pragma journal_mode = delete');
  database.exec('pragma locking_mode = normal');
  database.exec('select 1 from sqlite_schema');
  database.close();
}

function whyNot(file: string, cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return /locked|busy/i.test(reason)
    ? `${file} is in use by another process: stop it, or give this one its own DATA_DIR`
    : `${file} cannot be opened: ${reason}`;
}
