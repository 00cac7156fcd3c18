import type { Migrations } from '#storage';
import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import { addressKey } from '../core/entry';

/** The channel on which changes of the registry are announced to all replicas. */
export const CHANGES_CHANNEL = 'changes';

export interface RegistrySchema {
  /** One row: the number of the latest change. Every writer locks it first, so changes are numbered in commit order. */
  revisions: { latest: number };
  services: { registry_id: string; address: string; revision: number; entry: string };
  /** Recently removed entries, for replicas that still list them. */
  removals: { revision: number; registry_id: string; why: string };
  /** Which principal took a name first. */
  service_names: { name: string; owner: string };
  bindings: { binding_id: string; source_id: string; target_id: string };
  /** Fetched profiles as JSON. */
  alps_profiles: { address: string; profile: string };
  /** The live replicas; `seen_at` in milliseconds since 1970, by the database's clock. */
  replicas: { id: string; seen_at: number };
}

export const registryMigrations: Migrations = {
  '0001-registry': {
    async up(db) {
      await db.schema
        .createTable('revisions')
        .addColumn('latest', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('services')
        .addColumn('registry_id', 'text', (c) => c.primaryKey())
        .addColumn('address', 'text', (c) => c.notNull().unique())
        .addColumn('revision', 'bigint', (c) => c.notNull().unique())
        .addColumn('entry', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('removals')
        .addColumn('revision', 'bigint', (c) => c.primaryKey())
        .addColumn('registry_id', 'text', (c) => c.notNull())
        .addColumn('why', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('bindings')
        .addColumn('binding_id', 'text', (c) => c.primaryKey())
        .addColumn('source_id', 'text', (c) => c.notNull())
        .addColumn('target_id', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('sweepers')
        .addColumn('owner', 'text', (c) => c.notNull())
        .addColumn('until', 'bigint', (c) => c.notNull())
        .execute();
      // Versions that migrated without a transaction may have been killed after either of these.
      await sql`insert into revisions (latest) select 0 where not exists (select 1 from revisions)`.execute(db);
      await sql`insert into sweepers (owner, until) select '', 0 where not exists (select 1 from sweepers)`.execute(db);
    },
  },
  '0002-names': {
    async up(db) {
      await db.schema
        .createTable('service_names')
        .addColumn('name', 'text', (c) => c.primaryKey())
        .addColumn('owner', 'text', (c) => c.notNull())
        .execute();
    },
  },
  '0003-replicas': {
    async up(db) {
      await db.schema
        .createTable('replicas')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('seen_at', 'bigint', (c) => c.notNull())
        .execute();
    },
  },
  '0004-one-entry-per-address': {
    async up(db: Kysely<RegistrySchema>) {
      const known = new Set<string>();
      for (const { registry_id, address } of await newestFirst(db)) {
        const key = URL.canParse(address) ? addressKey(address) : address;
        if (known.has(key)) await drop(db, registry_id);
        else if (key !== address) await spell(db, registry_id, key);
        known.add(key);
      }
    },
  },
  '0005-alps-profiles': {
    async up(db) {
      await db.schema
        .createTable('alps_profiles')
        .addColumn('address', 'text', (c) => c.primaryKey())
        .addColumn('profile', 'text', (c) => c.notNull())
        .execute();
    },
  },
};

function newestFirst(db: Kysely<RegistrySchema>) {
  return db.selectFrom('services').select(['registry_id', 'address']).orderBy('revision', 'desc').execute();
}

/** Another spelling of an address that registered again since. */
async function drop(db: Kysely<RegistrySchema>, registryId: string): Promise<void> {
  const isOfIt = (q: ExpressionBuilder<RegistrySchema, 'bindings'>) =>
    q.or([q('source_id', '=', registryId), q('target_id', '=', registryId)]);
  await db.deleteFrom('bindings').where(isOfIt).execute();
  await db.deleteFrom('services').where('registry_id', '=', registryId).execute();
}

/** An older row with this spelling, if any, is removed. */
async function spell(db: Kysely<RegistrySchema>, registryId: string, key: string): Promise<void> {
  const rival = await db.selectFrom('services').select('registry_id').where('address', '=', key).executeTakeFirst();
  if (rival) await drop(db, rival.registry_id);
  await db.updateTable('services').set({ address: key }).where('registry_id', '=', registryId).execute();
}
