import type { Migrations } from '../migrate';

/** One row per request that was audited. Rows are only added, and deleted at the end of their retention. */
export interface AuditTable {
  id: string;
  at: number;
  by_whom: string | null;
  from_where: string | null;
  action: string;
  kind: string;
  subject: string | null;
  outcome: string;
  status: number;
  code: string | null;
  reason: string | null;
}

export interface AuditSchema {
  audit: AuditTable;
}

/** The table that every app with an audit has. */
export const auditMigrations: Migrations = {
  'audit-001': {
    async up(db) {
      await db.schema
        .createTable('audit')
        .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('by_whom', 'varchar(256)')
        .addColumn('from_where', 'varchar(64)')
        .addColumn('action', 'varchar(32)', (column) => column.notNull())
        .addColumn('kind', 'varchar(16)', (column) => column.notNull())
        .addColumn('subject', 'varchar(512)')
        .addColumn('outcome', 'varchar(16)', (column) => column.notNull())
        .addColumn('status', 'integer', (column) => column.notNull())
        .addColumn('code', 'varchar(64)')
        .addColumn('reason', 'text')
        .execute();
      await db.schema.createIndex('audit_by_whom').on('audit').columns(['by_whom', 'id']).execute();
      await db.schema.createIndex('audit_by_subject').on('audit').columns(['subject', 'id']).execute();
      await db.schema.createIndex('audit_by_action').on('audit').columns(['action', 'id']).execute();
      await db.schema.createIndex('audit_by_outcome').on('audit').columns(['outcome', 'id']).execute();
    },
  },
};
