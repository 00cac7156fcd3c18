import { sql, type Transaction } from 'kysely';
import { COLUMNS, type RowChange } from './document-table';
import type { DocumentRow, StateSchema } from './schema';
import { SqlDocumentTable } from './sql-document-table';

/** The most documents in one statement: the server has all of it in memory, more than once. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** Every statement is a round trip: one statement reads all requested documents. */
export class PostgresTable extends SqlDocumentTable {
  async lock(trx: Transaction<StateSchema>, ids: readonly string[]): Promise<DocumentRow[]> {
    const { rows } = await sql<DocumentRow>`
      select ${sql.join(COLUMNS.map((column) => sql.ref(column)))} from documents
      where id = any(${ids}::text[]) order by id for update`.execute(trx);
    return rows;
  }

  async write(trx: Transaction<StateSchema>, changes: readonly RowChange[]): Promise<ReadonlySet<string>> {
    const written = new Set<string>();
    for (const some of inPortions(changes)) {
      const { rows } = await writeOf(some).execute(trx);
      for (const { id } of rows) written.add(id);
    }
    await this.versions.keep(
      trx,
      changes.filter(({ id }) => written.has(id)),
    );
    return written;
  }
}

/** As many changes at a time as the server handles well. */
function inPortions(changes: readonly RowChange[]): RowChange[][] {
  const portions: RowChange[][] = [];
  let portion: RowChange[] = [];
  let room = 0;
  for (const change of changes) {
    const size = change.after?.content.length ?? 0;
    if (portion.length === 0 || size > room) {
      portions.push((portion = []));
      room = MOST_CHARACTERS;
    }
    portion.push(change);
    room -= size;
  }
  return portions;
}

/** Ordered by id, so that replicas that change the same documents cannot deadlock. */
function writeOf(changes: readonly RowChange[]) {
  const column = <T>(read: (row: DocumentRow) => T) => changes.map(({ after }) => after && read(after));
  return sql<{ id: string }>`
    with change as materialized (
      select * from unnest(
        ${changes.map(({ id }) => id)}::text[],
        ${changes.map(({ before }) => before?.tag)}::text[],
        ${column(({ content }) => content)}::text[],
        ${column(({ tag }) => tag)}::text[],
        ${column(({ version }) => version)}::bigint[],
        ${column(({ created_at }) => created_at)}::text[],
        ${column(({ last_modified }) => last_modified)}::text[],
        ${column(({ applied_keys }) => applied_keys)}::text[],
        ${column(({ applied_digests }) => applied_digests)}::text[],
        ${column(({ owner }) => owner)}::text[],
        ${column(({ written_by }) => written_by)}::text[]
      ) as c (id, before, content, tag, version, created_at, last_modified, applied_keys,
        applied_digests, owner, written_by) order by id
    ), changed as (
      update documents set
        content = change.content, tag = change.tag, version = change.version, created_at = change.created_at,
        last_modified = change.last_modified, applied_keys = change.applied_keys,
        applied_digests = change.applied_digests, owner = change.owner,
        written_by = change.written_by
      from change where documents.id = change.id and documents.tag = change.before and change.tag is not null
      returning documents.id
    ), dropped as (
      delete from documents using change
      where documents.id = change.id and documents.tag = change.before and change.tag is null
      returning documents.id
    ), added as (
      insert into documents (id, content, tag, version, created_at, last_modified, applied_keys, applied_digests, owner,
        written_by)
      select id, content, tag, version, created_at, last_modified, applied_keys, applied_digests, owner, written_by
      from change where before is null
      on conflict do nothing returning id
    )
    select id from changed union all select id from dropped union all select id from added`;
}
