import { type Kysely, sql } from 'kysely';
import type { JsonObject } from '#contract';
import { TimeSlice } from '#platform';
import type { Database } from '#storage';
import { recordFieldsOf, type ResourceRecord, toRecord } from './record';
import type { RecordsSchema } from './records.migrations';

type Connection = Kysely<RecordsSchema>;

/** What is read and parsed in one turn of the event loop, unless one record alone is larger. */
const MOST_BYTES = 512 * 1024;
const MOST_RECORDS = 200;

/** A record, and the length of its JSON in bytes. */
export interface SizedRecord {
  readonly record: ResourceRecord;
  readonly bytes: number;
}

/** The records of one resource. Every method uses the connection it is given: most often a transaction. */
export class RecordStore {
  constructor(
    private readonly resource: string,
    private readonly dialect: Database<unknown>['dialect'],
  ) {}

  async find(db: Connection, id: string): Promise<ResourceRecord | undefined> {
    const row = await this.select(db).where('id', '=', id).executeTakeFirst();
    return row && readRow(row);
  }

  /** Like `find`, and locks the record, or its id, until the transaction ends. */
  async take(db: Connection, id: string): Promise<ResourceRecord | undefined> {
    // SQLite has one writer anyway.
    if (this.dialect === 'sqlite') return this.find(db, id);
    return (await this.lock(db, id)) ?? (await this.lockAbsent(db, id));
  }

  /** Like `all`, and locks all records against changes and inserts until the transaction ends. */
  async takeAll(db: Connection): Promise<ResourceRecord[]> {
    if (this.dialect === 'postgres') await sql`lock table records in share row exclusive mode`.execute(db);
    return this.all(db);
  }

  /** Oldest first. */
  async all(db: Connection): Promise<ResourceRecord[]> {
    const rows = await this.select(db).orderBy('created_at').orderBy('id').execute();
    return rows.map(readRow);
  }

  /** Oldest first, a few at a time: other requests have their turn in between. Ends early for a reader that leaves. */
  async *eachOf(db: Connection): AsyncGenerator<SizedRecord> {
    const slice = new TimeSlice();
    for (const sizes of inPortions(await this.sizes(db))) {
      const ids = [...sizes.keys()];
      const rows = new Map((await this.select(db).where('id', 'in', ids).execute()).map((row) => [row.id, row]));
      for (const [id, bytes] of sizes) {
        const row = rows.get(id);
        if (row) yield { record: readRow(row), bytes };
      }
      if (slice.isOver) await slice.next();
    }
  }

  async put(db: Connection, record: ResourceRecord): Promise<void> {
    const body = JSON.stringify(recordFieldsOf(record));
    await db
      .insertInto('records')
      .values({ resource: this.resource, id: record.id, body, created_at: Date.now() })
      .onConflict((conflict) => conflict.columns(['resource', 'id']).doUpdateSet({ body }))
      .execute();
  }

  async remove(db: Connection, id: string): Promise<void> {
    await db.deleteFrom('records').where('resource', '=', this.resource).where('id', '=', id).execute();
  }

  private async lock(db: Connection, id: string): Promise<ResourceRecord | undefined> {
    const row = await this.select(db).where('id', '=', id).forUpdate().executeTakeFirst();
    return row && readRow(row);
  }

  /** Without a row to lock, the id is locked: two requests may be about to create the same record. */
  private async lockAbsent(db: Connection, id: string): Promise<ResourceRecord | undefined> {
    const name = JSON.stringify([this.resource, id]);
    await db.selectNoFrom(sql`pg_advisory_xact_lock(hashtextextended(${name}, 0))`.as('locked')).execute();
    return this.lock(db, id);
  }

  private sizes(db: Connection) {
    const bytes = sql<number>`octet_length(body)`.as('bytes');
    const { resource } = this;
    const query = db.selectFrom('records').select(['id', bytes]).where('resource', '=', resource);
    return query.orderBy('created_at').orderBy('id').execute();
  }

  private select(db: Connection) {
    return db.selectFrom('records').select(['id', 'body']).where('resource', '=', this.resource);
  }
}

/** The ids and sizes of records that are read together. */
function* inPortions(
  sizes: readonly { readonly id: string; readonly bytes: number }[],
): Generator<Map<string, number>> {
  let portion = new Map<string, number>();
  let room = MOST_BYTES;
  for (const { id, bytes } of sizes) {
    if (portion.size > 0 && (bytes > room || portion.size === MOST_RECORDS)) {
      yield portion;
      portion = new Map();
      room = MOST_BYTES;
    }
    portion.set(id, bytes);
    room -= bytes;
  }
  if (portion.size > 0) yield portion;
}

function readRow({ id, body }: { id: string; body: string }): ResourceRecord {
  return toRecord(id, JSON.parse(body) as JsonObject);
}
