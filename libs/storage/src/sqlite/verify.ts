import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { identityOf, isLocked, integrityProblemsOf, withReadOnly } from './inspect';
import { readCommitMark } from './high-water-mark';

export interface Verified {
  readonly commits?: number;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

/** The consistency checks of an app's tables; returns the violations. */
export type ContentCheck = (database: DatabaseSyncInstance, tables: ReadonlySet<string>) => string[];

/** Reads all of a database that no app has open, without changing it. */
export function verifyDatabase(file: string, checkContent: ContentCheck): Verified {
  try {
    return withReadOnly(file, (database) => {
      const tables = tablesOf(database);
      const found = identityOf(database);
      const problems = [
        ...integrityProblemsOf(database),
        ...foreignKeysOf(database),
        ...behindMark(file, found),
        ...checkContent(database, new Set(tables)),
      ];
      return {
        commits: found?.commits,
        rows: Object.fromEntries(tables.map((name) => [name, count(database, name)])),
        problems,
      };
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const what = isLocked(error) ? 'is in use: stop the app, or verify a copy' : `cannot be read: ${reason}`;
    return { rows: {}, problems: [what] };
  }
}

function tablesOf(database: DatabaseSyncInstance): string[] {
  const rows = database
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
    .all();
  return (rows as { name: string }[]).map(({ name }) => name).sort();
}

function count(database: DatabaseSyncInstance, table: string): number {
  return (database.prepare(`select count(*) as n from [${table}]`).get() as { n: number }).n;
}

function foreignKeysOf(database: DatabaseSyncInstance): string[] {
  const rows = database.prepare('pragma foreign_key_check').all() as { table: string; rowid: number }[];
  return rows.map(({ table, rowid }) => `row ${rowid} of ${table} names a row that is not there`);
}

function behindMark(file: string, found: ReturnType<typeof identityOf>): string[] {
  const mark = readCommitMark(file);
  if (mark === 'unreadable') return ['its high-water mark cannot be read'];
  if (mark === 'none') return found === undefined ? [] : ['its high-water mark is missing'];
  if (found?.database !== mark.database) return [`it is not the database its mark is of (${mark.commits} commits)`];
  const missing = mark.commits - found.commits;
  return missing > 0 ? [`the last ${missing} of ${mark.commits} commits are missing, the last of ${mark.at}`] : [];
}
