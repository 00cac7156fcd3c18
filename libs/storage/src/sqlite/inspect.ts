import { existsSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { type CommitMark, markFileOf, readCommitMark } from './high-water-mark';

/** A damaged database is left untouched, so that it can be examined and restored. */
export class Damaged extends Error {}

const GO_ON = 'npm run verify-data shows what is there';

/**
 * Inspects a database before it is opened, without changing it: opening one whose file was emptied would delete its
 * log.
 * @param checkBytes the largest database that is read and checked as a whole
 * @returns warnings
 * @throws Damaged when commits are missing, or the file is malformed
 */
export function inspectDatabase(file: string, checkBytes: number): string[] {
  const mark = readCommitMark(file);
  const size = sizeOf(file);
  if (size === 0) return inspectNothing(file, mark);
  const found = lookInto(file, checkBytes);
  if (typeof mark === 'object') compare(file, mark, found);
  else if (found !== undefined && found.commits > 0) {
    const what = mark === 'none' ? 'is missing' : 'cannot be read';
    return [`${markFileOf(file)} ${what}: it is unknown whether ${file} is complete. The mark is written anew`];
  }
  return [];
}

function inspectNothing(file: string, mark: ReturnType<typeof readCommitMark>): string[] {
  const is = existsSync(file) ? 'is empty' : 'is missing';
  if (typeof mark === 'object') {
    throw new Damaged(
      `${file} ${is}, but held ${mark.commits} commits, the last of ${mark.at}. Restore it from a backup; ` +
        `to begin with nothing, remove ${markFileOf(file)} and ${file}-wal too`,
    );
  }
  if (mark === 'unreadable' || sizeOf(`${file}-wal`) > 0) {
    throw new Damaged(
      `${file} ${is}, but ${mark === 'unreadable' ? markFileOf(file) : `${file}-wal`} is there: a database was. ` +
        `Restore it from a backup; to begin with nothing, remove what is left of it`,
    );
  }
  return [];
}

function compare(file: string, mark: CommitMark, found: DatabaseIdentity | undefined): void {
  const remedy =
    `Restore it with its -wal, or all of a backup. ${GO_ON}; to go on with that, remove ${markFileOf(file)}: ` +
    'it is then begun anew, and clients are not told that their writes are missing';
  if (found?.database !== mark.database) {
    throw new Damaged(
      `${file} is not the database that was here, which held ${mark.commits} commits, the last of ${mark.at}. ${remedy}`,
    );
  }
  if (found.commits < mark.commits) {
    const missing = mark.commits - found.commits;
    throw new Damaged(
      `${file} lacks the last ${missing} of ${mark.commits} commits, the last of ${mark.at}: ` +
        `its log was damaged or removed, or it is an older copy. ${remedy}`,
    );
  }
}

export interface DatabaseIdentity {
  readonly database: string;
  readonly commits: number;
}

/** @returns undefined for a database that no version with an identity has opened */
function lookInto(file: string, checkBytes: number): DatabaseIdentity | undefined {
  return withReadOnly(file, (database) => {
    try {
      const problems =
        sizeOf(file) + sizeOf(`${file}-wal`) <= checkBytes
          ? integrityProblemsOf(database)
          : missingPages(file, database);
      if (problems.length > 0) throw new Damaged(problems[0]);
      return identityOf(database);
    } catch (error) {
      if (isLocked(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new Damaged(`${file} is malformed (${reason}): restore a backup. ${GO_ON}`);
    }
  });
}

/** Runs `look` on a connection that can change neither the database nor its log. */
export function withReadOnly<Result>(file: string, look: (database: DatabaseSyncInstance) => Result): Result {
  rollBack(file);
  const made = [`${file}-shm`, `${file}-wal`].filter((path) => !existsSync(path));
  const database = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  try {
    return look(database);
  } finally {
    database.close();
    for (const path of made) rmSync(path, { force: true });
  }
}

/** A process that was killed while it switched the journal mode leaves a journal that only a writer can roll back. */
function rollBack(file: string): void {
  if (!existsSync(`${file}-journal`)) return;
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('pragma user_version');
  } finally {
    database.close();
  }
}

/**
 * Rows of a query without a prepared statement: the driver releases those only on garbage collection, and until then
 * the file stays open and locked.
 */
function rowsOf(database: DatabaseSyncInstance, columns: string, from: string): unknown[][] {
  const rows: unknown[][] = [];
  database.function('take_row', { varargs: true }, (...row: unknown[]) => rows.push(row));
  database.exec(`select take_row(${columns}) from ${from}`);
  return rows;
}

/** Malformed pages, and rows without index entries. */
export function integrityProblemsOf(database: DatabaseSyncInstance): string[] {
  const rows = rowsOf(database, 'integrity_check', 'pragma_integrity_check') as [string][];
  return rows.map(([text]) => text).filter((text) => text !== 'ok');
}

/** Without a log the file must have the length that its header says. */
function missingPages(file: string, database: DatabaseSyncInstance): string[] {
  if (sizeOf(`${file}-wal`) > 0) return [];
  const [row] = rowsOf(database, 'page_count * page_size', 'pragma_page_count, pragma_page_size') as [[number]];
  return sizeOf(file) < row[0] ? [`it has ${sizeOf(file)} of ${row[0]} bytes`] : [];
}

export function identityOf(database: DatabaseSyncInstance): DatabaseIdentity | undefined {
  if (rowsOf(database, '1', "sqlite_schema where name = 'storage_identity'").length === 0) return undefined;
  const columns = 'database_id, commits';
  const [row] = rowsOf(database, columns, "storage_identity where name = 'self'") as [string, number][];
  return row && { database: row[0], commits: row[1] };
}

export function isLocked(error: unknown): boolean {
  return /locked|busy/i.test(error instanceof Error ? error.message : String(error));
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
