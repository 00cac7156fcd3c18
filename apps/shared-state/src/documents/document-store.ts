import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from 'kysely';
import { type JsonObject, PlatformError } from '#contract';
import { DATABASE, type Database } from '#storage';
import { decodeContent, encodeContent } from './content';
import { type DocumentUser, mayUse } from './document-user';
import type { DocumentInfo, StateDocument } from './document';
import { isApplied, rememberKey } from './applied-keys';
import { DocumentCache } from './document-cache';
import { DocumentQueries } from './document-queries';
import { nextTag } from './next-tag';
import type { DocumentRow, StateSchema } from './schema';

/** What an edit gives that leaves no document. */
export const REMOVED = Symbol('removed');

/** A change of one document. Its functions may be called more than once, each time with a document of their own. */
export interface Write {
  readonly id: string;
  /** A write whose key the document remembers is not done again. */
  readonly idempotencyKey?: string;
  readonly user: DocumentUser;
  /**
   * @param tag of the document as it stands; undefined when there is none
   * @throws PlatformError to refuse the write
   */
  readonly check: (tag: string | undefined) => void;
  /** The new content, which may be the old one changed in place; or REMOVED. */
  readonly edit: (content: JsonObject | undefined) => unknown;
}

/** Where the next page of a list begins: after this document. */
export type Position = Pick<DocumentInfo, 'id' | 'createdAt'>;

@Injectable()
export class DocumentStore {
  private readonly queries: DocumentQueries;
  /** None where others write to the same database. */
  private readonly cache?: DocumentCache;

  constructor(@Inject(DATABASE) private readonly database: Database<StateSchema>) {
    this.queries = new DocumentQueries(database);
    if (database.dialect === 'sqlite') this.cache = new DocumentCache();
  }

  /** What somebody may not use is not there. */
  async read(id: string, user: DocumentUser): Promise<StateDocument | undefined> {
    const row = this.cache?.get(id) ?? (await this.fetch(id));
    return row && mayUse(user, row.owner) ? documentOf(row) : undefined;
  }

  /** Newest first. */
  async list(limit: number, user: DocumentUser, after?: Position): Promise<DocumentInfo[]> {
    let query = this.database.db
      .selectFrom('documents')
      .select(['id', 'created_at', 'last_modified', 'version'])
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit);
    if (user.others !== 'all') {
      query = query.where((eb) =>
        user.others === 'nobodys'
          ? eb.or([eb('owner', '=', user.name), eb('owner', 'is', null)])
          : eb('owner', '=', user.name),
      );
    }
    if (after) {
      const { createdAt, id } = after;
      query = query.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(createdAt, id)));
    }
    return (await query.execute()).map(infoOf);
  }

  /** Reads, checks, edits and writes as one step, which no other write can come between. */
  async write(write: Write): Promise<StateDocument | undefined> {
    try {
      const row = await this.database.commit((trx) => this.writeIn(trx, write));
      if (row) this.cache?.wrote(row);
      else this.cache?.forget(write.id);
      return row && documentOf(row);
    } catch (error) {
      this.cache?.forget(write.id);
      throw error;
    }
  }

  private fetch(id: string): Promise<DocumentRow | undefined> {
    const read = () => this.queries.read(this.database.db, id);
    return this.cache ? this.cache.fill(id, read) : read();
  }

  private async writeIn(trx: Transaction<StateSchema>, write: Write): Promise<DocumentRow | undefined> {
    const { id, idempotencyKey, user } = write;
    const before = await this.queries.readToWrite(trx, id);
    if (before && !mayUse(user, before.owner))
      throw new PlatformError('forbidden', `The document ${id} belongs to somebody else`);
    if (before && isApplied(before, idempotencyKey)) return before;
    write.check(before?.tag);
    const content = write.edit(before && decodeContent(before.content));
    if (content === REMOVED) {
      await this.queries.remove(trx, id);
      return undefined;
    }
    const after = nextRow(before, write, encodeContent(content));
    if (before) await this.queries.update(trx, after);
    // Another replica made the document meanwhile.
    else if (!(await this.queries.insert(trx, after))) return this.writeIn(trx, write);
    return after;
  }
}

function nextRow(before: DocumentRow | undefined, { id, idempotencyKey, user }: Write, content: string): DocumentRow {
  const now = new Date().toISOString();
  const version = (before?.version ?? 0) + 1;
  return {
    id,
    content,
    tag: nextTag(version),
    version,
    created_at: before?.created_at ?? now,
    last_modified: now,
    applied_keys: rememberKey(before, idempotencyKey),
    owner: before ? before.owner : user.name,
  };
}

function documentOf(row: DocumentRow): StateDocument {
  return { ...infoOf(row), tag: row.tag, json: row.content };
}

function infoOf(row: Pick<DocumentRow, 'id' | 'created_at' | 'last_modified' | 'version'>): DocumentInfo {
  return { id: row.id, createdAt: row.created_at, lastModified: row.last_modified, version: row.version };
}
