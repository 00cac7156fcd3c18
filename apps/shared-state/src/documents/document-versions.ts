import type { DocumentRow, VersionRow } from './schema';
import { olderText, type TextDelta } from '../versions/text-delta';
import { type Writer, writerOf } from '../versions/writer';

export interface DocumentVersion {
  readonly version: number;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** Undefined for versions from before writers were kept. */
  readonly writer?: Writer;
  /** The content: the text of a JSON object. */
  readonly json: string;
}

/**
 * The versions of a document, from the current one back, as far as each leads to the next: another replica may have written
 * meanwhile, or one of an older release, which keeps none.
 * @param older newest first
 */
export function* versionsOf(current: DocumentRow, older: readonly VersionRow[]): Generator<DocumentVersion> {
  let { tag, content: json } = current;
  yield { version: current.version, at: current.last_modified, writer: writerOf(current), json };
  for (const row of older) {
    if (row.next_tag !== tag) return;
    json = olderText(json, JSON.parse(row.delta) as TextDelta);
    ({ tag } = row);
    yield { version: row.version, at: row.written_at, writer: writerOf(row), json };
  }
}
