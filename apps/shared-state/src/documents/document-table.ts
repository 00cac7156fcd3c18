import type { Kysely, Transaction } from 'kysely';
import type { DocumentRow, StateSchema, VersionRow } from './schema';

/** A document before and after a write; `before` is undefined when it is created, `after` when it is deleted. */
export type RowChange = {
  readonly id: string;
  /** All that it was, from `before` to `after`; undefined where it was missing. */
  readonly steps: readonly (DocumentRow | undefined)[];
} & (
  | { readonly before: DocumentRow | undefined; readonly after: DocumentRow }
  | { readonly before: DocumentRow; readonly after: undefined }
);

/** The table of documents, with the best queries for each database. */
export interface DocumentTable {
  read(db: Kysely<StateSchema>, id: string): Promise<DocumentRow | undefined>;

  /** Locks what it reads until the transaction has ended. */
  lock(trx: Transaction<StateSchema>, ids: readonly string[]): Promise<DocumentRow[]>;

  /**
   * Makes each change if the document still is in its `before` state, and returns the documents for which that was so. Their
   * older versions are kept.
   * No two changes are of one document.
   */
  write(trx: Transaction<StateSchema>, changes: readonly RowChange[]): Promise<ReadonlySet<string>>;
}

/** By name: a statement that returns all columns cannot be prepared, because a newer version may add one. */
export const COLUMNS = [
  'id',
  'content',
  'tag',
  'version',
  'created_at',
  'last_modified',
  'applied_keys',
  'applied_digests',
  'owner',
  'written_by',
] as const satisfies (keyof DocumentRow)[];

export const VERSION_COLUMNS = [
  'document_id',
  'version',
  'tag',
  'next_tag',
  'written_at',
  'written_by',
  'delta',
] as const satisfies (keyof VersionRow)[];
