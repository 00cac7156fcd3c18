import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '#storage';
import { type DocumentUser, mayUse } from './document-user';
import type { DocumentInfo, StoredDocument } from './document';
import { StoredDocumentCache } from './document-cache';
import { type DocumentTable, VERSION_COLUMNS } from './document-table';
import { SharedStateConfig } from '../config/shared-state.config';
import { type DocumentVersion, versionsOf } from './document-versions';
import { DocumentWriter } from './document-writer';
import { PostgresTable } from './postgres-table';
import type { DocumentRow, StateSchema } from './schema';
import { SqliteTable } from './sqlite-table';
import { PostgresVersionKeeper, SqliteVersionKeeper } from './version-keeper';
import type { DocumentWrite } from './write';

/** Where the next page of a list begins: after this document. */
export type ListPosition = Pick<DocumentInfo, 'id' | 'createdAt'>;

@Injectable()
export class DocumentStore {
  private readonly table: DocumentTable;
  private readonly cache = new StoredDocumentCache();
  private readonly writer: DocumentWriter;

  constructor(
    @Inject(DATABASE) private readonly database: Database<StateSchema>,
    { STATE_KEPT_VERSIONS: kept }: SharedStateConfig,
  ) {
    this.table =
      database.dialect === 'postgres'
        ? new PostgresTable(new PostgresVersionKeeper(kept))
        : new SqliteTable(new SqliteVersionKeeper(kept));
    this.writer = new DocumentWriter(database, this.table, this.cache);
  }

  /** Documents the caller may not access read as missing. */
  async read(id: string, user: DocumentUser): Promise<StoredDocument | undefined> {
    const row = await this.current(id);
    return row && mayUse(user, row.owner) ? documentOf(row) : undefined;
  }

  /** The versions of a document, the current one first, each made when it is asked for. */
  async versions(id: string, user: DocumentUser): Promise<Iterable<DocumentVersion> | undefined> {
    const row = await this.current(id);
    if (!row || !mayUse(user, row.owner)) return undefined;
    const older = await this.database.db
      .selectFrom('document_versions')
      .select(VERSION_COLUMNS)
      .where('document_id', '=', id)
      .where('version', '<', row.version)
      .orderBy('version', 'desc')
      .execute();
    return versionsOf(row, older);
  }

  /** Newest first. */
  async list(limit: number, user: DocumentUser, after?: ListPosition): Promise<DocumentInfo[]> {
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

  /** @see DocumentWriter.write */
  async write(write: DocumentWrite): Promise<StoredDocument | undefined> {
    const row = await this.writer.write(write);
    return row && documentOf(row);
  }

  /** The current document. If other processes write to the same database, the cached one may be outdated. */
  current(id: string): Promise<DocumentRow | undefined> {
    const known = this.database.dialect === 'sqlite' ? this.cache.get(id) : undefined;
    return known ? Promise.resolve(known) : this.cache.fill(id, () => this.table.read(this.database.db, id));
  }
}

function documentOf(row: DocumentRow): StoredDocument {
  return { tag: row.tag, json: row.content, ...infoOf(row) };
}

function infoOf(row: Pick<DocumentRow, 'id' | 'created_at' | 'last_modified' | 'version'>): DocumentInfo {
  return { id: row.id, createdAt: row.created_at, lastModified: row.last_modified, version: row.version };
}
