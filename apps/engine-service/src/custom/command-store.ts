import type { Kysely } from 'kysely';
import { PrepareAgain } from '#composable';
import { deepEqual, type JsonObject, PlatformError } from '#contract';
import { matcherOf } from '../payload/matches';
import { recordFieldsOf, type ResourceRecord, toRecord } from '../records/record';
import type { RecordStore } from '../records/record-store';
import type { RecordsSchema } from '../records/records.migrations';

type Connection = Kysely<RecordsSchema>;

/**
 * The records as the code of one command sees them: it reads the stored records and its own writes. Nothing is written
 * before `writeTo`, which verifies that what was read is still current.
 */
export class CommandStore {
  private readonly seen = new Map<string, ResourceRecord | undefined>();
  private readonly changed = new Map<string, ResourceRecord | undefined>();
  private seenAll?: ResourceRecord[];

  constructor(
    private readonly records: RecordStore,
    private readonly db: Connection,
    private readonly newId: () => string,
  ) {}

  async read(id: string): Promise<ResourceRecord | undefined> {
    if (this.changed.has(id)) return structuredClone(this.changed.get(id));
    if (!this.seen.has(id)) this.seen.set(id, await this.records.find(this.db, id));
    return structuredClone(this.seen.get(id));
  }

  async list(): Promise<ResourceRecord[]> {
    this.seenAll ??= await this.records.all(this.db);
    const kept = this.seenAll.filter(({ id }) => !this.changed.has(id));
    return structuredClone([...kept, ...[...this.changed.values()].filter((record) => record !== undefined)]);
  }

  /** Strings match by *contains*, ignoring case; everything else by equality. */
  async filter(criteria: JsonObject): Promise<ResourceRecord[]> {
    return (await this.list()).filter(matcherOf(criteria));
  }

  /** @throws PlatformError `already-exists` */
  async create(fields: JsonObject, id = this.newId()): Promise<ResourceRecord> {
    if (await this.read(id)) throw new PlatformError('already-exists', `There is a record with the id ${id} already`);
    return this.put(toRecord(id, fields));
  }

  /** Sets the given fields and keeps the others. @throws PlatformError `not-found` */
  async update(id: string, fields: JsonObject): Promise<ResourceRecord> {
    const before = await this.read(id);
    if (!before) throw new PlatformError('not-found', `There is no record with the id ${id}`);
    return this.put(toRecord(id, { ...recordFieldsOf(before), ...fields }));
  }

  async delete(id: string): Promise<void> {
    await this.read(id);
    this.changed.set(id, undefined);
  }

  /** The ids of the records that it will write. */
  get changes(): string[] {
    return [...this.changed.keys()];
  }

  /** @throws PrepareAgain when another request changed what the command read */
  async writeTo(trx: Connection): Promise<void> {
    if (this.seenAll && !deepEqual(this.seenAll, await this.records.takeAll(trx))) throw new PrepareAgain();
    for (const [id, record] of this.seen) {
      if (!deepEqual(record, await this.records.take(trx, id))) throw new PrepareAgain();
    }
    for (const [id, record] of this.changed) {
      if (record) await this.records.put(trx, record);
      else await this.records.remove(trx, id);
    }
  }

  private put(record: ResourceRecord): ResourceRecord {
    this.changed.set(record.id, structuredClone(record));
    return record;
  }
}
