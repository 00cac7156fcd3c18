import type { Call, Handled, Handler, Work } from '#composable';
import { matcherOf } from '../payload/matches';
import { payloadOf } from '../payload/read-payload';
import type { RecordsSchema } from '../records/records.migrations';
import { recordResult } from './record-result';
import type { EngineContext } from './engine-context';
import { recordIdOf, messageOf, noSuchRecord } from './message-id';

type EngineWork = Work<RecordsSchema>;

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
    return recordResult(name, command, await store.all(trx));
  }
}

export class FilterHandler implements Handler<RecordsSchema> {
  constructor(private readonly context: EngineContext) {}

  async execute(call: Call, { trx }: EngineWork): Promise<Handled> {
    const { name, command, store } = this.context;
    const matches = matcherOf(payloadOf(messageOf(call)));
    const records = await store.all(trx);
    return recordResult(name, command, records.filter(matches));
  }
}
