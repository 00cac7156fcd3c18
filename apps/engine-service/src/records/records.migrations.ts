import { ledgerMigrations } from '#composable';
import type { Migrations } from '#storage';

export interface RecordsSchema {
  records: {
    resource: string;
    id: string;
    /** JSON of the fields. */
    body: string;
    /** Milliseconds since 1970. */
    created_at: number;
  };
}

export const recordMigrations: Migrations = {
  ...ledgerMigrations,
  '0001-records': {
    async up(db) {
      await db.schema
        .createTable('records')
        .addColumn('resource', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('records_pkey', ['resource', 'id'])
        .execute();
    },
  },
};
