import { sql } from 'kysely';
import type { Migrations } from '#storage';

export const batchMigrations: Migrations = {
  'batches-001': {
    async up(db) {
      await db.schema
        .createTable('job_batches')
        .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('action', 'varchar(16)', (column) => column.notNull())
        .addColumn('asked_by', 'text')
        .addColumn('reason', 'text')
        .addColumn('jobs', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('completed_at', 'bigint')
        .execute();
      await db.schema
        .createIndex('open_job_batches')
        .on('job_batches')
        .column('id')
        .where(sql.ref('completed_at'), 'is', null)
        .execute();
      await db.schema.createIndex('job_batches_by_end').on('job_batches').column('completed_at').execute();
      await db.schema
        .createTable('job_batch_items')
        .addColumn('batch_id', 'varchar(64)', (column) => column.notNull())
        .addColumn('position', 'integer', (column) => column.notNull())
        .addColumn('job_id', 'varchar(64)', (column) => column.notNull())
        .addColumn('outcome', 'varchar(16)')
        .addColumn('detail', 'text')
        .addPrimaryKeyConstraint('job_batch_items_pk', ['batch_id', 'position'])
        .execute();
      await db.schema
        .createIndex('open_job_batch_items')
        .on('job_batch_items')
        .columns(['batch_id', 'position'])
        .where(sql.ref('outcome'), 'is', null)
        .execute();
    },
  },
  'batches-002-keys': {
    async up(db) {
      await db.schema.alterTable('job_batches').addColumn('request_key', 'varchar(256)').execute();
      await db.schema.alterTable('job_batches').addColumn('fingerprint', 'varchar(64)').execute();
      await db.schema.createIndex('job_batches_by_key').unique().on('job_batches').column('request_key').execute();
    },
  },
};
