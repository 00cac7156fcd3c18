import { sql } from 'kysely';
import type { Migrations } from '#storage';

export const definitionMigrations: Migrations = {
  'definitions-001': {
    async up(db) {
      await db.schema
        .createTable('definitions')
        .addColumn('name', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('latest', 'integer', (column) => column.notNull())
        .addColumn('retired_at', 'bigint')
        .execute();
      await db.schema
        .createIndex('definitions_in_use')
        .on('definitions')
        .column('name')
        .where(sql.ref('retired_at'), 'is', null)
        .execute();
      await db.schema
        .createTable('definition_versions')
        .addColumn('name', 'varchar(64)', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('description', 'text')
        .addColumn('inputs', 'text', (column) => column.notNull())
        .addColumn('job', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('created_by', 'varchar(256)')
        .addPrimaryKeyConstraint('definition_versions_pk', ['name', 'version'])
        .execute();
    },
  },
  'definitions-002': {
    async up(db) {
      await db.schema.alterTable('definition_versions').addColumn('labels', 'text').execute();
      await db.schema
        .createTable('definition_labels')
        .addColumn('label', 'varchar(320)', (column) => column.notNull())
        .addColumn('name', 'varchar(64)', (column) => column.notNull())
        .addPrimaryKeyConstraint('definition_labels_pk', ['label', 'name'])
        .execute();
      await db.schema.createIndex('definition_labels_by_name').on('definition_labels').column('name').execute();
    },
  },
};
