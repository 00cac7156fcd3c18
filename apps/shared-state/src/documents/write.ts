import { PlatformError } from '#contract';
import { type Idempotency, isApplied, remember } from './applied-keys';
import { type DocumentUser, mayUse } from './document-user';
import { nextTag } from './next-tag';
import type { DocumentRow } from './schema';

/** What an edit gives that leaves no document. */
export const REMOVED: unique symbol = Symbol('removed');

/** A change of one document. Its functions may be called more than once. */
export interface Write {
  readonly id: string;
  /** A write whose key the document remembers is not done again. */
  readonly idempotency?: Idempotency;
  readonly user: DocumentUser;
  /**
   * @param tag of the document as it stands; undefined when there is none
   * @throws PlatformError to refuse the write
   */
  readonly check: (tag: string | undefined) => void;
  /** The new content; or REMOVED. */
  readonly edit: (before: DocumentRow | undefined) => string | typeof REMOVED;
}

/**
 * What a write makes of a document: another version of it; nothing; or the same, when it is remembered to be done.
 * @throws PlatformError to refuse the write
 */
export function apply(write: Write, before: DocumentRow | undefined): DocumentRow | undefined {
  const { id, idempotency, user, check, edit } = write;
  if (before && !mayUse(user, before.owner))
    throw new PlatformError('forbidden', `The document ${id} belongs to somebody else`);
  if (before && isApplied(before, idempotency)) return before;
  check(before?.tag);
  const content = edit(before);
  return content === REMOVED ? undefined : nextVersion(before, write, content);
}

function nextVersion(before: DocumentRow | undefined, { id, idempotency, user }: Write, content: string): DocumentRow {
  const now = new Date().toISOString();
  const version = (before?.version ?? 0) + 1;
  return {
    id,
    content,
    tag: nextTag(version),
    version,
    created_at: before?.created_at ?? now,
    last_modified: now,
    ...remember(before, idempotency),
    owner: before ? before.owner : user.name,
  };
}
