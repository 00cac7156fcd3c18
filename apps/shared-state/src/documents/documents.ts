import { Injectable } from '@nestjs/common';
import { digestOf } from '../editing/digest-of';
import { textAfter } from '../editing/perform-edit';
import { type RequestedChange, readChange } from '../editing/read-change';
import type { StoredDocument } from './document';
import { DocumentStore, type ListPosition } from './document-store';
import type { DocumentUser } from './document-user';
import { LargeWrites } from './large-writes';
import type { DocumentRow } from './schema';
import { REMOVED } from './write';
import {
  assertMayWrite,
  documentIdOf,
  documentNotFound,
  type WriteOrder,
  type WriteResult,
  type WriteTerms,
} from './write-order';

/** A document of this many characters is changed within 20 ms, whatever it contains. */
const AT_ONCE_CHARACTERS = 64 * 1024;

/** The document is too large to be changed on the main thread. */
class Large extends Error {}

/** All operations on state documents. */
@Injectable()
export class Documents {
  constructor(
    private readonly store: DocumentStore,
    private readonly largeWrites: LargeWrites,
  ) {}

  /** @throws PlatformError `not-found` */
  async read(id: string, user: DocumentUser): Promise<StoredDocument> {
    return (await this.store.read(id, user)) ?? documentNotFound(id);
  }

  /** Creates or changes a document. */
  async write(order: WriteOrder): Promise<WriteResult> {
    if ('bytes' in order.body) return this.largeWrites.write(order);
    try {
      return await this.writeAtOnce(order, order.body.value);
    } catch (error) {
      if (error instanceof Large) return this.largeWrites.write(order);
      throw error;
    }
  }

  /** Removing a missing document succeeds, whatever the conditions. */
  async remove(id: string, { check, user, audit }: WriteTerms): Promise<void> {
    const checkExisting = (tag: string | undefined) => tag !== undefined && check(tag);
    await this.store.write({ id, user, check: checkExisting, edit: () => REMOVED, audit });
  }

  list(limit: number, user: DocumentUser, after?: ListPosition) {
    return this.store.list(limit, user, after);
  }

  private async writeAtOnce({ kind, may, terms, id: given }: WriteOrder, body: unknown): Promise<WriteResult> {
    const change = readChange(kind, body);
    const id = given ?? documentIdOf(change.id, terms);
    const { idempotencyKey: key, asked, user, check, audit } = terms;
    const document = await this.store.write({
      id,
      user,
      check,
      audit,
      idempotency: key === undefined ? undefined : { key, digest: digestOf(asked, body) },
      edit: (before) => {
        assertMayWrite(may, id, before);
        if (isLarge(change, before)) throw new Large();
        return textAfter(change, before?.content);
      },
    });
    return { document: document!, status: change.status };
  }
}

function isLarge({ copies = 0 }: RequestedChange, before: DocumentRow | undefined): boolean {
  return before !== undefined && before.content.length * (1 + copies) > AT_ONCE_CHARACTERS;
}
