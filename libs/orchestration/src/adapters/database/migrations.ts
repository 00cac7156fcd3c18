import { sql } from 'kysely';
import type { Migrations } from '#storage';

export const journalMigrations: Migrations = {
  '001-journal': {
    async up(db) {
      await db.schema
        .createTable('jobs')
        .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('name', 'text')
        .addColumn('status', 'varchar(32)', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('completed_at', 'bigint')
        .addColumn('steps', 'integer', (column) => column.notNull())
        .addColumn('error', 'text')
        .addColumn('submission_key', 'varchar(256)', (column) => column.unique())
        .addColumn('fingerprint', 'varchar(64)')
        .execute();
      await db.schema.createIndex('jobs_by_status').on('jobs').columns(['status', 'id']).execute();
      await db.schema.createIndex('jobs_by_end').on('jobs').columns(['status', 'completed_at']).execute();
      await db.schema.createIndex('jobs_by_time').on('jobs').columns(['created_at', 'id']).execute();
      await db.schema
        .createTable('journal')
        .addColumn('job_id', 'varchar(64)', (column) => column.notNull())
        .addColumn('first_seq', 'integer', (column) => column.notNull())
        .addColumn('format', 'integer', (column) => column.notNull())
        .addColumn('events', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('journal_pk', ['job_id', 'first_seq'])
        .execute();
    },
  },
  '002-replicas': {
    async up(db) {
      await db.schema
        .createTable('replicas')
        .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('joined_at', 'bigint', (column) => column.notNull())
        .addColumn('beat_at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema.alterTable('jobs').addColumn('owner', 'varchar(64)').execute();
      await db.schema.alterTable('journal').addColumn('owner', 'varchar(64)').execute();
      await db.schema
        .createIndex('open_jobs_by_owner')
        .on('jobs')
        .columns(['owner', 'id'])
        .where(sql.ref('status'), 'in', ['accepted', 'running', 'paused', 'reverting'])
        .execute();
      await db.schema
        .createTable('letters')
        .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('job_id', 'varchar(64)', (column) => column.notNull())
        .addColumn('command', 'text', (column) => column.notNull())
        .addColumn('received_by', 'varchar(64)')
        .addColumn('reply', 'text')
        .execute();
    },
  },
  '003-submitters': {
    async up(db) {
      await db.schema.alterTable('jobs').addColumn('submitted_by', 'varchar(256)').execute();
      await db.schema
        .createIndex('jobs_by_submitter')
        .on('jobs')
        .columns(['submitted_by', 'created_at', 'id'])
        .execute();
    },
  },
  '004-signing-keys': {
    async up(db) {
      await db.schema
        .createTable('signing_keys')
        .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('jwk', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
  '005-lists': {
    async up(db) {
      // Lists are ordered by time: an index that ends with it yields a page without scanning all jobs.
      await db.schema
        .createIndex('jobs_by_status_and_time')
        .on('jobs')
        .columns(['status', 'created_at', 'id'])
        .execute();
      await db.schema.createIndex('jobs_by_name').on('jobs').columns(['name', 'created_at', 'id']).execute();
    },
  },
  '006-approvals': {
    async up(db) {
      await db.schema.alterTable('jobs').addColumn('waits_for', 'varchar(16)').execute();
      await db.schema.alterTable('jobs').addColumn('waiting', 'text').execute();
      await db.schema
        .createIndex('jobs_that_wait')
        .on('jobs')
        .columns(['waits_for', 'created_at', 'id'])
        .where(sql.ref('waits_for'), 'is not', null)
        .execute();
    },
  },
  '007-definitions': {
    async up(db) {
      await db.schema.alterTable('jobs').addColumn('definition', 'varchar(64)').execute();
      await db.schema.alterTable('jobs').addColumn('definition_version', 'integer').execute();
      await db.schema
        .createIndex('jobs_by_definition')
        .on('jobs')
        .columns(['definition', 'created_at', 'id'])
        .where(sql.ref('definition'), 'is not', null)
        .execute();
    },
  },
  '008-labels': {
    async up(db) {
      await db.schema.alterTable('jobs').addColumn('labels', 'text').execute();
      await db.schema
        .createTable('job_labels')
        .addColumn('label', 'varchar(320)', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('job_id', 'varchar(64)', (column) => column.notNull())
        .addPrimaryKeyConstraint('job_labels_pk', ['label', 'created_at', 'job_id'])
        .execute();
      await db.schema.createIndex('job_labels_by_job').on('job_labels').column('job_id').execute();
    },
  },
  '009-waits': {
    async up(db) {
      await db.schema.alterTable('jobs').addColumn('due_at', 'bigint').execute();
      await db.schema.alterTable('jobs').addColumn('rests_since', 'bigint').execute();
      await db.schema.alterTable('jobs').addColumn('rests_version', 'integer').execute();
      await db.schema
        .createIndex('jobs_by_due_time')
        .on('jobs')
        .columns(['owner', 'due_at', 'id'])
        .where(sql.ref('due_at'), 'is not', null)
        .execute();
    },
  },
  '010-job-views': {
    async up(db) {
      await db.schema
        .createTable('job_views')
        .addColumn('job_id', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('format', 'integer', (column) => column.notNull())
        .addColumn('address', 'text', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .execute();
    },
  },
};
