import { PlatformError } from '#contract';
import type { PendingEntry } from '#storage';
import { type Idempotency, isApplied, rememberKey } from './applied-keys';
import { type DocumentUser, mayUse } from './document-user';
import { nextTag } from './next-tag';
import { writerText } from '../versions/writer';
import type { DocumentRow } from './schema';

/** The result of an edit that deletes the document. */
export const REMOVED: unique symbol = Symbol('removed');

/** A change of one document. Its functions may be called more than once. */
export interface DocumentWrite {
  readonly id: string;
  /** A write whose key the document has is not applied again. */
  readonly idempotency?: Idempotency;
  readonly user: DocumentUser;
  /**
   * @param tag of the current document; undefined when there is none
   * @throws PlatformError to refuse the write
   */
  readonly check: (tag: string | undefined) => void;
  /** The new content; or REMOVED. */
  readonly edit: (before: DocumentRow | undefined) => string | typeof REMOVED;
  /** To be written with it. */
  readonly audit?: Pick<PendingEntry, 'rowWhenDone' | 'wasWritten'>;
}

/**
 * The result of a write: a new version of the document; none; or the same one, when the write was applied already.
 * @throws PlatformError to refuse the write
 */
export function applyWrite(write: DocumentWrite, before: DocumentRow | undefined): DocumentRow | undefined {
  const { id, idempotency, user, check, edit } = write;
  if (before && !mayUse(user, before.owner))
    throw new PlatformError('forbidden', `The document ${id} belongs to another caller`);
  if (before && isApplied(before, idempotency)) return before;
  check(before?.tag);
  const content = edit(before);
  return content === REMOVED ? undefined : nextVersion(before, write, content);
}

function nextVersion(
  before: DocumentRow | undefined,
  { id, idempotency, user }: DocumentWrite,
  content: string,
): DocumentRow {
  const now = new Date().toISOString();
  const version = (before?.version ?? 0) + 1;
  const tag = nextTag(version);
  return {
    id,
    content,
    tag,
    version,
    created_at: before?.created_at ?? now,
    last_modified: now,
    ...rememberKey(before, idempotency),
    owner: before ? before.owner : user.name,
    written_by: writerText(tag, { by: user.name, key: idempotency?.key }),
  };
}
