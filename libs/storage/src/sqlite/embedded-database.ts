import { Kysely } from 'kysely';
import { cannotBeUsed } from '../cannot-be-used';
import type { Database } from '../database';
import { GroupCommit } from '../group-commit';
import { IDENTITY_STEP } from '../identity';
import { migrate, type Migrations, schemaState } from '../migrate';
import type { OnFailure } from './failure';
import { openSqlite } from './open-sqlite';
import { ResumeSteps } from './resume-steps';

export interface EmbeddedOptions {
  dataDir: string;
  name: string;
  migrations: Migrations;
  failed: OnFailure;
  warn: (message: string) => void;
}

/** A file that this process has for itself. */
export async function openEmbedded<Schema>(options: EmbeddedOptions): Promise<Database<Schema>> {
  const { dataDir, name, migrations, failed, warn } = options;
  const { dialect, commits } = openSqlite(dataDir, name, failed, warn);
  const db = new Kysely<Schema>({ dialect });
  const writer = new GroupCommit(db);
  try {
    await bringUpToDate(db, migrations);
    commits.start();
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
    check: () => commits.check(),
    async close() {
      await writer.idle();
      await db.destroy();
    },
  };
}

async function bringUpToDate<Schema>(db: Kysely<Schema>, migrations: Migrations): Promise<void> {
  const { pending } = await schemaState(db, migrations);
  // Versions with the identity table migrate in a transaction: only without it a migration can be half done.
  const mayBeHalfDone = pending.includes(IDENTITY_STEP);
  await migrate(mayBeHalfDone ? db.withPlugin(new ResumeSteps(await db.introspection.getTables())) : db, migrations);
}
