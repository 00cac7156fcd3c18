import type { QueryResult, Transaction } from 'kysely';
import { PreparedQuery } from '#storage';
import { COLUMNS, type RowChange } from './document-table';
import type { DocumentRow, StateSchema } from './schema';
import { SqlDocumentTable } from './sql-document-table';

type Version = Pick<DocumentRow, 'id' | 'tag'>;

/** Statements are cheap in an embedded database: one per document. There is one writer, so no locks are needed. */
export class SqliteTable extends SqlDocumentTable {
  private readonly add = new PreparedQuery<StateSchema, DocumentRow, unknown>((db, value) =>
    db
      .insertInto('documents')
      .values(Object.fromEntries(COLUMNS.map((column) => [column, value(column)])) as unknown as DocumentRow)
      .onConflict((conflict) => conflict.doNothing()),
  );
  private readonly change = new PreparedQuery<StateSchema, DocumentRow & { before: string }, unknown>((db, value) =>
    db
      .updateTable('documents')
      .set(Object.fromEntries(COLUMNS.map((column) => [column, value(column)])))
      .where('id', '=', value('id'))
      .where('tag', '=', value('before')),
  );
  private readonly drop = new PreparedQuery<StateSchema, Version, unknown>((db, value) =>
    db.deleteFrom('documents').where('id', '=', value('id')).where('tag', '=', value('tag')),
  );

  async lock(trx: Transaction<StateSchema>, ids: readonly string[]): Promise<DocumentRow[]> {
    const rows: DocumentRow[] = [];
    for (const id of ids) {
      const row = await this.read(trx, id);
      if (row) rows.push(row);
    }
    return rows;
  }

  async write(trx: Transaction<StateSchema>, changes: readonly RowChange[]): Promise<ReadonlySet<string>> {
    const written = new Set<string>();
    for (const change of changes) {
      if (!(await this.writeOne(trx, change))) continue;
      written.add(change.id);
      await this.versions.keep(trx, [change]);
    }
    return written;
  }

  private async writeOne(trx: Transaction<StateSchema>, { before, after }: RowChange): Promise<boolean> {
    let result: QueryResult<unknown>;
    if (!after) result = await this.drop.run(trx, before);
    else if (before) result = await this.change.run(trx, { before: before.tag, ...after });
    else result = await this.add.run(trx, after);
    return result.numAffectedRows === 1n;
  }
}
