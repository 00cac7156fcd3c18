import { sql, type Kysely, type Transaction } from 'kysely';
import { PreparedQuery } from '#storage';
import { type Superseded, supersededBy } from './superseded';
import { type RowChange, VERSION_COLUMNS } from './document-table';
import type { StateSchema, VersionRow } from './schema';

/** Keeps the older versions of documents, in the transaction that supersedes them, and deletes those that are too old. */
export interface VersionKeeper {
  keep(trx: Transaction<StateSchema>, changes: readonly RowChange[]): Promise<void>;
}

type Numbered = Pick<VersionRow, 'document_id' | 'version'>;

/** One statement per version, compiled once. */
export class SqliteVersionKeeper implements VersionKeeper {
  private readonly add = new PreparedQuery<StateSchema, VersionRow, unknown>((db, value) =>
    db
      .insertInto('document_versions')
      .values(Object.fromEntries(VERSION_COLUMNS.map((column) => [column, value(column)])) as unknown as VersionRow),
  );
  private readonly dropUpTo = new PreparedQuery<StateSchema, Numbered, unknown>((db, value) =>
    db
      .deleteFrom('document_versions')
      .where('document_id', '=', value('document_id'))
      .where('version', '<=', value('version')),
  );

  constructor(private readonly kept: number) {}

  async keep(trx: Transaction<StateSchema>, changes: readonly RowChange[]): Promise<void> {
    for (const change of changes) {
      const superseded = supersededBy(change, this.kept);
      for (const { id, upTo } of droppedBy(superseded, this.kept))
        await this.dropUpTo.run(trx, { document_id: id, version: upTo });
      for (const version of superseded.versions) await this.add.run(trx, version);
    }
  }
}

/** One round trip for all. */
export class PostgresVersionKeeper implements VersionKeeper {
  constructor(private readonly kept: number) {}

  async keep(trx: Transaction<StateSchema>, changes: readonly RowChange[]): Promise<void> {
    const superseded = changes.map((change) => supersededBy(change, this.kept));
    const dropped = superseded.flatMap((one) => droppedBy(one, this.kept));
    const versions = superseded.flatMap((one) => one.versions);
    if (dropped.length > 0) await this.drop(trx, dropped);
    if (versions.length > 0) await this.add(trx, versions);
  }

  private drop(trx: Kysely<StateSchema>, dropped: readonly Dropped[]): Promise<unknown> {
    return sql`delete from document_versions using unnest(
        ${dropped.map(({ id }) => id)}::text[],
        ${dropped.map(({ upTo }) => upTo)}::bigint[]
      ) as old (id, up_to) where document_id = old.id and version <= old.up_to`.execute(trx);
  }

  private add(trx: Kysely<StateSchema>, versions: readonly VersionRow[]): Promise<unknown> {
    const column = <T>(read: (row: VersionRow) => T) => versions.map(read);
    return sql`insert into document_versions (${sql.join(VERSION_COLUMNS.map((name) => sql.ref(name)))})
      select * from unnest(
        ${column(({ document_id }) => document_id)}::text[],
        ${column(({ version }) => version)}::bigint[],
        ${column(({ tag }) => tag)}::text[],
        ${column(({ next_tag }) => next_tag)}::text[],
        ${column(({ written_at }) => written_at)}::text[],
        ${column(({ written_by }) => written_by)}::text[],
        ${column(({ delta }) => delta)}::text[]
      )`.execute(trx);
  }
}

interface Dropped {
  readonly id: string;
  readonly upTo: number;
}

/** Versions that another document of the id had, and those that are too many. */
function droppedBy({ id, forgets, versions }: Superseded, kept: number): Dropped[] {
  if (forgets) return [{ id, upTo: Number.MAX_SAFE_INTEGER }];
  const upTo = (versions.at(-1)?.version ?? 0) - kept;
  return upTo > 0 ? [{ id, upTo }] : [];
}
