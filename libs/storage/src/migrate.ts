import { PlatformError } from '#contract';
import { type Kysely, type Migration, Migrator, sql } from 'kysely';

/** Steps by name; they run in the order of their names, each exactly once per database. */
export type Migrations = Readonly<Record<string, Pick<Migration, 'up'>>>;

/** What a step is called that older versions cannot live with. They then refuse to start, instead of doing harm. */
const BREAKING = 'breaking-';

/** Where the schema of an app is. */
export interface SchemaState {
  /** Steps this version brings and the database has not seen. */
  readonly pending: readonly string[];
  /** Steps a newer version did. */
  readonly newer: readonly string[];
}

/**
 * Brings the database to the newest schema: all pending steps and what is noted of them in one transaction. Several
 * processes may call this at once: one migrates, the rest wait. A database that a newer version migrated is left as it is.
 * @returns the names of the steps that were done now
 */
export async function migrate<Schema>(db: Kysely<Schema>, migrations: Migrations, schema?: string): Promise<string[]> {
  const { newer } = await schemaState(db, migrations, schema);
  const migrator = new Migrator({
    db,
    // Kysely takes a step that it does not know for a fault; to us it is what a newer replica did beside us.
    provider: { getMigrations: () => Promise.resolve({ ...namesOnly(newer), ...migrations }) },
    migrationTableSchema: schema,
    allowUnorderedMigrations: true,
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error === undefined) return results.map(({ migrationName }) => migrationName);
  const now = await schemaState(db, migrations, schema);
  if (now.newer.length === newer.length) throw error as Error;
  return migrate(db, migrations, schema);
}

/** @throws PlatformError `unavailable` when a newer version changed the schema so that this one cannot work with it */
export async function schemaState<Schema>(
  db: Kysely<Schema>,
  migrations: Migrations,
  schema?: string,
): Promise<SchemaState> {
  const done = await stepsDone(db, schema);
  const newer = done.filter((name) => !Object.hasOwn(migrations, name));
  const breaking = newer.find((name) => name.startsWith(BREAKING));
  if (breaking !== undefined) {
    throw new PlatformError('unavailable', `The database is of a newer version than this program (${breaking})`);
  }
  return { pending: Object.keys(migrations).filter((name) => !done.includes(name)), newer };
}

async function stepsDone<Schema>(db: Kysely<Schema>, schema?: string): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  const there = tables.some((table) => table.name === TABLE && (schema === undefined || table.schema === schema));
  if (!there) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(TABLE)} order by name`.execute(db);
  return rows.map(({ name }) => name);
}

const TABLE = 'kysely_migration';

function namesOnly(names: readonly string[]): Record<string, Migration> {
  return Object.fromEntries(names.map((name) => [name, { up: () => Promise.resolve() }]));
}
