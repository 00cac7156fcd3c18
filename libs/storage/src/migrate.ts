import { type Kysely, type Migration, Migrator } from 'kysely';

/** Steps by name; they run in the order of their names, each exactly once per database. */
export type Migrations = Readonly<Record<string, Pick<Migration, 'up'>>>;

/** Brings the database to the newest schema. Several processes may call this at once: one migrates, the rest wait. */
export async function migrate<Schema>(db: Kysely<Schema>, migrations: Migrations, schema?: string): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableSchema: schema,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error as Error;
}
