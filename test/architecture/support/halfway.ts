import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { Kysely, Migrator, SqliteDialect, type SqliteDatabase } from 'kysely';
import type { Migrations } from '#storage';

class Killed extends Error {}

/**
 * Migrates as versions did that did not do it in a transaction, and ends after so many statements that change something.
 * @returns the database, and whether there were no more of them
 */
export async function halfwayDatabase(file: string, migrations: Migrations, statements = Infinity) {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: killedAfter(database, statements) }) });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined && !(error instanceof Killed)) throw error as Error;
  return { db, complete: error === undefined };
}

function killedAfter(database: DatabaseSyncInstance, statements: number): SqliteDatabase {
  let left = statements;
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters) as unknown[],
        run(parameters) {
          if (left-- <= 0) throw new Killed();
          return statement.run(...parameters);
        },
        iterate: (parameters) => statement.iterate(...parameters) as IterableIterator<unknown>,
      };
    },
  };
}
