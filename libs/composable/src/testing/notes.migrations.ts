import type { Migrations } from '#storage';
import { ledgerMigrations } from '../ledger/ledger.migrations';

export interface NotesSchema {
  notes: { id: string; text: string; times: number };
}

export const notesMigrations: Migrations = {
  ...ledgerMigrations,
  '0001-notes': {
    async up(db) {
      await db.schema
        .createTable('notes')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('times', 'integer', (column) => column.notNull())
        .execute();
    },
  },
};
