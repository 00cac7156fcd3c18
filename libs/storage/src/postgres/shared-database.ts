import { PlatformError } from '#contract';
import { Kysely, sql } from 'kysely';
import { cannotBeUsed } from '../cannot-be-used';
import type { Database } from '../database';
import type { DatabaseFailure } from '../database-failure';
import { GroupCommit } from '../group-commit';
import { migrate, type Migrations, schemaState } from '../migrate';
import type { StorageConfig } from '../storage.config';
import { NotificationListener } from './notification-listener';
import { connectionTo, openForMigration, openPostgres } from './open-postgres';

export interface SharedOptions {
  databaseUrl: string;
  name: string;
  migrations: Migrations;
  config: StorageConfig;
  failed: (failure: DatabaseFailure) => void;
}

/** A PostgreSQL that any number of replicas share. */
export async function openShared<Schema>(options: SharedOptions): Promise<Database<Schema>> {
  const { databaseUrl, name, config, failed } = options;
  const schema = name.replaceAll('-', '_');
  const { dialect, pool } = openPostgres(databaseUrl, schema, config, failed);
  const db = new Kysely<Schema>({ dialect });
  try {
    await bringUpToDate(db, schema, options);
  } catch (cause) {
    await db.destroy();
    throw cause instanceof PlatformError && cause.code === 'unavailable' ? cause : cannotBeUsed(cause);
  }
  const writer = new GroupCommit(db);
  const listener = new NotificationListener(connectionTo(databaseUrl, schema, config));
  // Channels belong to the whole database, tables to a schema.
  const channelOf = (channel: string) => `${schema}.${channel}`;
  return {
    dialect: 'postgres',
    db,
    commit: (work) => writer.commit(work),
    announce: async (trx, channel, text = '') => {
      await sql`select pg_notify(${channelOf(channel)}, ${text})`.execute(trx);
    },
    listen: (channel, heard) => listener.listen(channelOf(channel), heard),
    connections: () => pool.use,
    check: () => Promise.resolve(),
    async close() {
      await writer.idle();
      await listener.close();
      await db.destroy();
    },
  };
}

async function bringUpToDate<Schema>(
  db: Kysely<Schema>,
  schema: string,
  { databaseUrl, migrations, config }: SharedOptions,
): Promise<void> {
  const { pending } = await schemaState(db, migrations, schema);
  if (pending.length === 0) return;
  if (config.DATABASE_MIGRATE === 'never') {
    const missing = `schema ${schema} lacks ${pending.join(', ')}`;
    throw new PlatformError('unavailable', `The database is behind this version (${missing}): run npm run migrate`);
  }
  const migrating = new Kysely({ dialect: openForMigration(databaseUrl, schema, config) });
  try {
    await migrate(migrating, migrations, schema);
  } finally {
    await migrating.destroy();
  }
}
