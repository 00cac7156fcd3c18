import { type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import type { SqliteFailures } from './failure';

/** Far more than the apps have; a bound only for queries whose text varies without end. */
const MAX_CACHED_STATEMENTS = 500;

/** The driver interface of Kysely's SQLite dialect over the node:sqlite API, with every statement prepared once. */
export function cachedStatements(
  database: DatabaseSyncInstance,
  failures: SqliteFailures,
): Pick<SqliteDatabase, 'prepare'> {
  const cache = new Map<string, SqliteStatement>();
  return {
    prepare(sql) {
      let statement = cache.get(sql);
      if (statement === undefined) {
        if (cache.size >= MAX_CACHED_STATEMENTS) cache.clear();
        statement = adapt(
          failures.guard(() => database.prepare(sql)),
          failures,
        );
        cache.set(sql, statement);
      }
      return statement;
    },
  };
}

function adapt(statement: StatementSyncInstance, failures: SqliteFailures): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => failures.guard(() => statement.all(...parameters.map(toSqlite)) as unknown[]),
    run: (parameters) => failures.guard(() => statement.run(...parameters.map(toSqlite))),
    iterate: (parameters) => statement.iterate(...parameters.map(toSqlite)) as IterableIterator<unknown>,
  };
}

/** SQLite has no booleans. */
function toSqlite(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}
