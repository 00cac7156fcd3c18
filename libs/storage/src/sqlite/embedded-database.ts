import { Kysely } from 'kysely';
import { cannotBeUsed } from '../cannot-be-used';
import type { Database } from '../database';
import { GroupCommit } from '../group-commit';
import { migrate, type Migrations } from '../migrate';
import type { OnFailure } from './failure';
import { openSqlite } from './open-sqlite';

export interface EmbeddedOptions {
  dataDir: string;
  name: string;
  migrations: Migrations;
  failed: OnFailure;
}

/** A file that this process has for itself. */
export async function openEmbedded<Schema>(options: EmbeddedOptions): Promise<Database<Schema>> {
  const { dataDir, name, migrations, failed } = options;
  const db = new Kysely<Schema>({ dialect: openSqlite(dataDir, name, failed) });
  const writer = new GroupCommit(db);
  try {
    await migrate(db, migrations);
  } catch (cause) {
    await db.destroy();
    throw cannotBeUsed(cause);
  }
  return {
    dialect: 'sqlite',
    db,
    commit: (work) => writer.commit(work),
    announce: () => Promise.resolve(),
    listen: () => () => undefined,
    connections: () => undefined,
    async close() {
      await writer.idle();
      await db.destroy();
    },
  };
}
