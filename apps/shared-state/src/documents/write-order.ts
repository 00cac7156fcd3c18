import { PlatformError } from '#contract';
import type { PendingEntry } from '#storage';
import type { IdempotentRequest } from '../editing/digest-of';
import type { EditOrder } from '../editing/perform-edit';
import type { RequestedChange } from '../editing/read-change';
import type { StoredDocument } from './document';
import { checkDocumentId, newDocumentId } from './document-id';
import type { DocumentUser } from './document-user';

/** The conditions and options of a write, besides the change itself. */
export interface WriteTerms {
  readonly idempotencyKey?: string;
  readonly asked: IdempotentRequest;
  readonly user: DocumentUser;
  /**
   * @param tag of the current document; undefined when there is none
   * @throws PlatformError `precondition-failed`
   */
  readonly check: (tag: string | undefined) => void;
  /** To be written with the document. */
  readonly audit?: PendingEntry;
}

/** A requested change. */
export interface WriteOrder extends Pick<EditOrder, 'kind' | 'body'> {
  /** Undefined: taken from the body, or generated. */
  readonly id?: string;
  /** Whether the document may, must, or must not exist before. */
  readonly may: 'create' | 'change' | 'either';
  readonly terms: WriteTerms;
}

export interface WriteResult {
  readonly document: StoredDocument;
  readonly status?: RequestedChange['status'];
}

/** @throws PlatformError `already-exists` or `not-found` */
export function assertMayWrite(may: WriteOrder['may'], id: string, before: object | undefined): void {
  if (may === 'create' && before) throw new PlatformError('already-exists', `There is a document ${id} already`);
  if (may === 'change' && !before) documentNotFound(id);
}

/** The id of a new document. @throws PlatformError `invalid-request` */
export function documentIdOf(given: unknown, { idempotencyKey, user }: WriteTerms): string {
  return given === undefined || given === null ? newDocumentId(idempotencyKey, user.name) : checkDocumentId(given);
}

export function documentNotFound(id: string): never {
  throw new PlatformError('not-found', `There is no document ${id}`);
}
