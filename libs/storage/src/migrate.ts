import { PlatformError } from '#contract';
import { type Kysely, type Migration, Migrator, sql } from 'kysely';

/** Migrations by name; they run in the order of their names, each exactly once per database. */
export type Migrations = Readonly<Record<string, Pick<Migration, 'up'>>>;

/** Marks a migration that older versions cannot work with: they then refuse to start. */
const BREAKING = 'breaking-';

/** How the schema of an app compares to this version. */
export interface SchemaState {
  /** Migrations of this version that the database has not had. */
  readonly pending: readonly string[];
  /** Migrations of a newer version. */
  readonly newer: readonly string[];
}

/**
 * Migrates the database to the newest schema: all pending migrations and their records in one transaction. Several
 * processes may call this at once: one migrates, the rest wait. A database that a newer version migrated is left
 * unchanged.
 * @returns the names of the migrations that ran now
 */
export async function migrate<Schema>(db: Kysely<Schema>, migrations: Migrations, schema?: string): Promise<string[]> {
  const { newer } = await schemaState(db, migrations, schema);
  const migrator = new Migrator({
    db,
    // Kysely treats unknown migrations as errors; here a newer replica has run them.
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

/** @throws PlatformError `unavailable` when a newer version's schema is incompatible with this one */
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
