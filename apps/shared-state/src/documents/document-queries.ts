import type { Kysely, Transaction } from 'kysely';
import { type Database, lockRows, Prepared } from '#storage';
import type { DocumentRow, StateSchema } from './schema';

type Id = Pick<DocumentRow, 'id'>;

/** By name: what answers with all columns there are can not be prepared, because a newer version may add one. */
const COLUMNS = [
  'id',
  'content',
  'tag',
  'version',
  'created_at',
  'last_modified',
  'applied_keys',
  'owner',
] as const satisfies (keyof DocumentRow)[];

/** What is asked of the database for single documents. */
export class DocumentQueries {
  private readonly find = new Prepared<StateSchema, Id, DocumentRow>((db, value) =>
    db.selectFrom('documents').select(COLUMNS).where('id', '=', value('id')),
  );
  private readonly lock: Prepared<StateSchema, Id, DocumentRow>;
  private readonly change = new Prepared<StateSchema, DocumentRow, unknown>((db, value) =>
    db
      .updateTable('documents')
      .set({
        content: value('content'),
        tag: value('tag'),
        version: value('version'),
        last_modified: value('last_modified'),
        applied_keys: value('applied_keys'),
      })
      .where('id', '=', value('id')),
  );
  private readonly add = new Prepared<StateSchema, DocumentRow, unknown>((db, value) =>
    db
      .insertInto('documents')
      .values({
        id: value('id'),
        content: value('content'),
        tag: value('tag'),
        version: value('version'),
        created_at: value('created_at'),
        last_modified: value('last_modified'),
        applied_keys: value('applied_keys'),
        owner: value('owner'),
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
  private readonly drop = new Prepared<StateSchema, Id, unknown>((db, value) =>
    db.deleteFrom('documents').where('id', '=', value('id')),
  );

  constructor(database: Pick<Database<never>, 'dialect'>) {
    this.lock = new Prepared((db, value) =>
      db.selectFrom('documents').select(COLUMNS).where('id', '=', value('id')).$call(lockRows(database)),
    );
  }

  read(db: Kysely<StateSchema>, id: string): Promise<DocumentRow | undefined> {
    return this.find.first(db, { id });
  }

  /** It stays as it is until the work is on disk. */
  readToWrite(trx: Transaction<StateSchema>, id: string): Promise<DocumentRow | undefined> {
    return this.lock.first(trx, { id });
  }

  async update(trx: Transaction<StateSchema>, row: DocumentRow): Promise<void> {
    await this.change.run(trx, row);
  }

  /** False when there is such a document already. */
  async insert(trx: Transaction<StateSchema>, row: DocumentRow): Promise<boolean> {
    const { numAffectedRows } = await this.add.run(trx, row);
    return numAffectedRows === 1n;
  }

  async remove(trx: Transaction<StateSchema>, id: string): Promise<void> {
    await this.drop.run(trx, { id });
  }
}
