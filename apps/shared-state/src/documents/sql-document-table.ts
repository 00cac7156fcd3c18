import type { Kysely, Transaction } from 'kysely';
import { PreparedQuery } from '#storage';
import { COLUMNS, type DocumentTable, type RowChange } from './document-table';
import type { DocumentRow, StateSchema } from './schema';
import type { VersionKeeper } from './version-keeper';

/** What is the same for both databases. */
export abstract class SqlDocumentTable implements DocumentTable {
  private readonly find = new PreparedQuery<StateSchema, Pick<DocumentRow, 'id'>, DocumentRow>((db, value) =>
    db.selectFrom('documents').select(COLUMNS).where('id', '=', value('id')),
  );

  constructor(protected readonly versions: VersionKeeper) {}

  read(db: Kysely<StateSchema>, id: string): Promise<DocumentRow | undefined> {
    return this.find.first(db, { id });
  }

  abstract lock(trx: Transaction<StateSchema>, ids: readonly string[]): Promise<DocumentRow[]>;

  abstract write(trx: Transaction<StateSchema>, changes: readonly RowChange[]): Promise<ReadonlySet<string>>;
}
