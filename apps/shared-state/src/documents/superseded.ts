import type { RowChange } from './document-table';
import type { DocumentRow, VersionRow } from './schema';
import { deltaOf } from '../versions/text-delta';

/** What a change of a document leaves behind. */
export interface Superseded {
  readonly id: string;
  /** The document was made or deleted: older versions are of another one of its id. */
  readonly forgets: boolean;
  /** In order, and as many as are kept. */
  readonly versions: readonly VersionRow[];
}

export function supersededBy({ id, steps }: RowChange, kept: number): Superseded {
  const from = steps.lastIndexOf(undefined) + 1;
  const rows = steps.slice(from) as readonly DocumentRow[];
  const pairs = rows.slice(1).map((newer, index) => [rows[index]!, newer] as const);
  return {
    id,
    forgets: from > 0,
    versions: pairs.slice(Math.max(0, pairs.length - kept)).map(([older, newer]) => versionOf(older, newer)),
  };
}

function versionOf(older: DocumentRow, newer: DocumentRow): VersionRow {
  return {
    document_id: older.id,
    version: older.version,
    tag: older.tag,
    next_tag: newer.tag,
    written_at: older.last_modified,
    written_by: older.written_by,
    delta: JSON.stringify(deltaOf(older.content, newer.content)),
  };
}
