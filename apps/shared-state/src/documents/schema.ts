import type { AuditSchema, Migrations } from '#storage';

export interface DocumentRow {
  id: string;
  /** JSON. */
  content: string;
  tag: string;
  version: number;
  created_at: string;
  last_modified: string;
  /** JSON array: the idempotency keys of the latest writes, oldest first. */
  applied_keys: string;
  /** JSON array of key and digest, of those keys that a digest is known of; null: of none. */
  applied_digests: string | null;
  /** The owner; null for documents created with AUTH off. */
  owner: string | null;
  /** Who made this version (`writerText`); null: a release that kept no versions. */
  written_by: string | null;
}

/** An older version of a document: what the next one replaced. */
export interface VersionRow {
  document_id: string;
  version: number;
  tag: string;
  /** The tag of the version that it leads to. */
  next_tag: string;
  written_at: string;
  written_by: string | null;
  /** JSON: a `TextDelta` to the content of the next version. */
  delta: string;
}

export interface StateSchema extends AuditSchema {
  documents: DocumentRow;
  document_versions: VersionRow;
}

export const documentMigrations: Migrations = {
  '0001-documents': {
    async up(db) {
      await db.schema
        .createTable('documents')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('content', 'text', (c) => c.notNull())
        .addColumn('tag', 'text', (c) => c.notNull())
        .addColumn('version', 'bigint', (c) => c.notNull())
        .addColumn('created_at', 'text', (c) => c.notNull())
        .addColumn('last_modified', 'text', (c) => c.notNull())
        .addColumn('applied_keys', 'text', (c) => c.notNull())
        .execute();
      await db.schema.createIndex('documents_by_creation').on('documents').columns(['created_at', 'id']).execute();
    },
  },
  '0002-owners': {
    async up(db) {
      await db.schema.alterTable('documents').addColumn('owner', 'text').execute();
      await db.schema
        .createIndex('documents_by_owner')
        .on('documents')
        .columns(['owner', 'created_at', 'id'])
        .execute();
    },
  },
  '0003-digests': {
    async up(db) {
      await db.schema.alterTable('documents').addColumn('applied_digests', 'text').execute();
    },
  },
  '0004-versions': {
    async up(db) {
      await db.schema.alterTable('documents').addColumn('written_by', 'text').execute();
      await db.schema
        .createTable('document_versions')
        .addColumn('document_id', 'text', (c) => c.notNull())
        .addColumn('version', 'bigint', (c) => c.notNull())
        .addColumn('tag', 'text', (c) => c.notNull())
        .addColumn('next_tag', 'text', (c) => c.notNull())
        .addColumn('written_at', 'text', (c) => c.notNull())
        .addColumn('written_by', 'text')
        .addColumn('delta', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('document_versions_key', ['document_id', 'version'])
        .execute();
    },
  },
};
