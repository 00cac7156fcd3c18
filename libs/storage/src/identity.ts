import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Migrations } from './migrate';

export const IDENTITY_STEP = '0000-storage-identity';
const SELF = 'self';

/** One row in every database of the platform: the id of the database, and the number of its commits. */
export const identityMigrations: Migrations = {
  [IDENTITY_STEP]: {
    async up(db) {
      await db.schema
        .createTable('storage_identity')
        .addColumn('name', 'varchar(16)', (column) => column.primaryKey())
        .addColumn('database_id', 'varchar(64)', (column) => column.notNull())
        .addColumn('commits', 'bigint', (column) => column.notNull())
        .execute();
      await sql`insert into storage_identity (name, database_id, commits) values (${SELF}, ${randomUUID()}, 0)`.execute(
        db,
      );
    },
  },
};

/** A write that changes no data of the app, numbered like any other. */
export function countCommit<Schema>(db: Kysely<Schema>) {
  return sql<{ commits: number }>`
    update storage_identity set commits = commits + 1 where name = ${SELF} returning commits`.execute(db);
}
