import { Injectable } from '@nestjs/common';
import { type JsonObject, PlatformError } from '#contract';
import type { Idempotency } from './applied-keys';
import type { StateDocument } from './document';
import type { DocumentUser } from './document-user';
import { DocumentStore, type Position } from './document-store';
import { REMOVED } from './write';

/** What a caller asks of a write besides the change itself. */
export interface WriteTerms {
  readonly idempotency?: Idempotency;
  readonly user: DocumentUser;
  /**
   * @param tag of the document as it stands; undefined when there is none
   * @throws PlatformError `precondition-failed`
   */
  readonly check: (tag: string | undefined) => void;
}

/** The new content, made from the current one, which it may change in place. */
export type Edit = (content: JsonObject) => unknown;

/** Everything that can be done to state documents. */
@Injectable()
export class Documents {
  constructor(private readonly store: DocumentStore) {}

  /** @throws PlatformError `already-exists` */
  async create(id: string, terms: WriteTerms, content: JsonObject): Promise<StateDocument> {
    return this.write(id, terms, (current) => {
      if (current) throw new PlatformError('already-exists', `There is a document ${id} already`);
      return content;
    });
  }

  /** @throws PlatformError `not-found` */
  async read(id: string, user: DocumentUser): Promise<StateDocument> {
    return (await this.store.read(id, user)) ?? missing(id);
  }

  /** Changes a document, an empty one when there is none. */
  async upsert(id: string, terms: WriteTerms, edit: Edit): Promise<StateDocument> {
    return this.write(id, terms, (current) => edit(current ?? {}));
  }

  /** @throws PlatformError `not-found` */
  async change(id: string, terms: WriteTerms, edit: Edit): Promise<StateDocument> {
    return this.write(id, terms, (current) => edit(current ?? missing(id)));
  }

  /** Removing what is not there is fine, whatever the terms. */
  async remove(id: string, { check, user }: WriteTerms): Promise<void> {
    await this.store.write({ id, user, check: (tag) => tag !== undefined && check(tag), edit: () => REMOVED });
  }

  list(limit: number, user: DocumentUser, after?: Position) {
    return this.store.list(limit, user, after);
  }

  private async write(
    id: string,
    terms: WriteTerms,
    edit: (current: JsonObject | undefined) => unknown,
  ): Promise<StateDocument> {
    return (await this.store.write({ id, ...terms, edit })) ?? missing(id);
  }
}

function missing(id: string): never {
  throw new PlatformError('not-found', `There is no document ${id}`);
}
