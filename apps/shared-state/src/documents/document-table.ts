import type { Kysely, Transaction } from 'kysely';
import { Prepared } from '#storage';
import type { DocumentRow, StateSchema } from './schema';

/** A document before and after what is to be written; `before` is undefined when it is new, `after` when it goes. */
export type Change = { readonly id: string } & (
  | { readonly before: DocumentRow | undefined; readonly after: DocumentRow }
  | { readonly before: DocumentRow; readonly after: undefined }
);

/** The table of documents, as each database is best asked. */
export interface DocumentTable {
  read(db: Kysely<StateSchema>, id: string): Promise<DocumentRow | undefined>;

  /** What is read stays as it is until the transaction has ended. */
  lock(trx: Transaction<StateSchema>, ids: readonly string[]): Promise<DocumentRow[]>;

  /**
   * Makes each change if the document still is what it was before, and answers which documents those were. No two
   * changes are of one document.
   */
  write(trx: Transaction<StateSchema>, changes: readonly Change[]): Promise<ReadonlySet<string>>;
}

/** By name: what answers with all columns there are can not be prepared, because a newer version may add one. */
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
] as const satisfies (keyof DocumentRow)[];

/** Worded once for each database. */
export const findById = () =>
  new Prepared<StateSchema, Pick<DocumentRow, 'id'>, DocumentRow>((db, value) =>
    db.selectFrom('documents').select(COLUMNS).where('id', '=', value('id')),
  );
