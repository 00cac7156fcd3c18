import { PlatformError } from '#contract';
import { Kysely } from 'kysely';
import type { Database } from './database';
import { GroupCommit } from './group-commit';
import { migrate, type Migrations } from './migrate';
import { openPostgres } from './postgres/open-postgres';
import { openSqlite } from './sqlite/open-sqlite';

export interface DatabaseOptions {
  /** Directory of the SQLite file; not used with a `databaseUrl`. */
  dataDir: string;
  /** The app: names the SQLite file, or the PostgreSQL schema. */
  name: string;
  /** A postgres:// address. */
  databaseUrl?: string;
  migrations: Migrations;
}

/** Opens the app's database and brings its schema up to date. */
export async function openDatabase<Schema>(options: DatabaseOptions): Promise<Database<Schema>> {
  const { dataDir, name, databaseUrl, migrations } = options;
  const schema = databaseUrl === undefined ? undefined : name.replaceAll('-', '_');
  const db = new Kysely<Schema>({
    dialect: schema === undefined ? openSqlite(dataDir, name) : openPostgres(databaseUrl!, schema),
  });
  const writer = new GroupCommit(db);
  try {
    await migrate(db, migrations, schema);
  } catch (cause) {
    await db.destroy();
    throw new PlatformError('unavailable', `The database cannot be used: ${reasonOf(cause)}`, { cause });
  }
  return {
    dialect: schema === undefined ? 'sqlite' : 'postgres',
    db,
    commit: (work) => writer.commit(work),
    async close() {
      await writer.idle();
      await db.destroy();
    },
  };
}

/** A refused connection to a name with several addresses has a code, but no message. */
function reasonOf(cause: unknown): string {
  const { message, code } = cause as NodeJS.ErrnoException;
  return message || String(code);
}
