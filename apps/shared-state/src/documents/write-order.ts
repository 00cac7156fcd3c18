import { PlatformError } from '#contract';
import type { Asked } from '../editing/digest-of';
import type { EditOrder } from '../editing/perform-edit';
import type { Change } from '../editing/read-change';
import type { StateDocument } from './document';
import { checkDocumentId, newDocumentId } from './document-id';
import type { DocumentUser } from './document-user';

/** What a caller asks of a write besides the change itself. */
export interface WriteTerms {
  readonly idempotencyKey?: string;
  readonly asked: Asked;
  readonly user: DocumentUser;
  /**
   * @param tag of the document as it stands; undefined when there is none
   * @throws PlatformError `precondition-failed`
   */
  readonly check: (tag: string | undefined) => void;
}

/** A change that a caller wants made. */
export interface WriteOrder extends Pick<EditOrder, 'kind' | 'body'> {
  /** Undefined: the body says it, or a new one is given. */
  readonly id?: string;
  /** Whether the document may be there before, must be, or must not. */
  readonly may: 'create' | 'change' | 'either';
  readonly terms: WriteTerms;
}

export interface WriteResult {
  readonly document: StateDocument;
  readonly status?: Change['status'];
}

/** @throws PlatformError `already-exists` or `not-found` */
export function checkMay(may: WriteOrder['may'], id: string, before: object | undefined): void {
  if (may === 'create' && before) throw new PlatformError('already-exists', `There is a document ${id} already`);
  if (may === 'change' && !before) missing(id);
}

/** The id of a new document. @throws PlatformError `invalid-request` */
export function idOf(given: unknown, { idempotencyKey, user }: WriteTerms): string {
  return given === undefined || given === null ? newDocumentId(idempotencyKey, user.name) : checkDocumentId(given);
}

export function missing(id: string): never {
  throw new PlatformError('not-found', `There is no document ${id}`);
}
