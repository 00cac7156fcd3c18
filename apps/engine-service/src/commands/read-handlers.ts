import type { Call, Handled, Handler, Work } from '#composable';
import { PlatformError } from '#contract';
import { matcherOf } from '../payload/matches';
import { payloadOf } from '../payload/read-payload';
import type { ResourceRecord } from '../records/record';
import type { SizedRecord } from '../records/record-store';
import type { RecordsSchema } from '../records/records.migrations';
import { recordResult } from './record-result';
import type { EngineContext } from './engine-context';
import { recordIdOf, messageOf, noSuchRecord } from './message-id';

type EngineWork = Work<RecordsSchema>;

/** The most that a list or a filter returns, in bytes of JSON: a response is made in one turn of the event loop. */
const MOST_RETURNED_BYTES = 4 * 1024 * 1024;
const TOO_MANY = `These records have more than ${MOST_RETURNED_BYTES} bytes of JSON together: ask for fewer with a filter`;

export class ReadHandler implements Handler<RecordsSchema> {
  constructor(private readonly context: EngineContext) {}

  async execute(call: Call, { trx }: EngineWork): Promise<Handled> {
    const { name, command, store } = this.context;
    const id = recordIdOf(messageOf(call));
    const record = await store.find(trx, id);
    if (!record) throw noSuchRecord(id);
    return recordResult(name, command, record);
  }
}

export class ListHandler implements Handler<RecordsSchema> {
  constructor(private readonly context: EngineContext) {}

  async execute(_: Call, { trx }: EngineWork): Promise<Handled> {
    const { name, command, store } = this.context;
    return recordResult(name, command, await collect(store.eachOf(trx)));
  }
}

export class FilterHandler implements Handler<RecordsSchema> {
  constructor(private readonly context: EngineContext) {}

  async execute(call: Call, { trx }: EngineWork): Promise<Handled> {
    const { name, command, store } = this.context;
    const matches = matcherOf(payloadOf(messageOf(call)));
    return recordResult(name, command, await collect(store.eachOf(trx), matches));
  }
}

/** @throws PlatformError `unprocessable` when there are too many to return */
async function collect(
  records: AsyncIterable<SizedRecord>,
  matches: (record: ResourceRecord) => boolean = () => true,
): Promise<ResourceRecord[]> {
  const found: ResourceRecord[] = [];
  let room = MOST_RETURNED_BYTES;
  for await (const { record, bytes } of records) {
    if (!matches(record)) continue;
    room -= bytes;
    if (room < 0) throw new PlatformError('unprocessable', TOO_MANY);
    found.push(record);
  }
  return found;
}
