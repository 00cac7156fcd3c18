import { type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { type OnFailure, withRoom } from './failure';

/** Far more than the apps have; a bound only for queries whose text varies without end. */
const MAX_CACHED_STATEMENTS = 500;

/** What Kysely's own SQLite dialect asks of a driver, over the node:sqlite API, with every statement prepared once. */
export function cachedStatements(database: DatabaseSyncInstance, failed: OnFailure): Pick<SqliteDatabase, 'prepare'> {
  const cache = new Map<string, SqliteStatement>();
  return {
    prepare(sql) {
      let statement = cache.get(sql);
      if (statement === undefined) {
        if (cache.size >= MAX_CACHED_STATEMENTS) cache.clear();
        statement = adapt(database.prepare(sql), failed);
        cache.set(sql, statement);
      }
      return statement;
    },
  };
}

function adapt(statement: StatementSyncInstance, failed: OnFailure): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => withRoom(() => statement.all(...parameters.map(toSqlite)) as unknown[], failed),
    run: (parameters) => withRoom(() => statement.run(...parameters.map(toSqlite)), failed),
    iterate: (parameters) => statement.iterate(...parameters.map(toSqlite)) as IterableIterator<unknown>,
  };
}

/** SQLite has no booleans. */
function toSqlite(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}
