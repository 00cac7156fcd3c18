import type { Migrations } from '#storage';

/** Spread it into the migrations of every app that uses ComposableModule. */
export const ledgerMigrations: Migrations = {
  '0000-composable-ledger': {
    async up(db) {
      await db.schema
        .createTable('composable_ledger')
        .addColumn('key', 'text', (column) => column.primaryKey())
        .addColumn('command', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('answer', 'text', (column) => column.notNull())
        .addColumn('undo', 'text')
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
  '0000-composable-ledger-by-age': {
    async up(db) {
      await db.schema.createIndex('composable_ledger_by_age').on('composable_ledger').column('at').execute();
    },
  },
  '0000-composable-revisions': {
    async up(db) {
      await db.schema
        .createTable('composable_revisions')
        .addColumn('record', 'text', (column) => column.primaryKey())
        .addColumn('revision', 'text')
        .addColumn('previous', 'text')
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('composable_revisions_by_age').on('composable_revisions').column('at').execute();
      await db.schema.alterTable('composable_ledger').addColumn('payload', 'text').execute();
      await db.schema.alterTable('composable_ledger').addColumn('touched', 'text').execute();
    },
  },
  '0000-composable-signatures': {
    async up(db) {
      await db.schema
        .createTable('composable_signatures')
        .addColumn('id', 'varchar(600)', (column) => column.primaryKey())
        .addColumn('until', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
};
