import type { Call, Handled, Handler, Work } from '#composable';
import { matcherOf } from '../payload/matches';
import { payloadOf } from '../payload/read-payload';
import type { RecordsSchema } from '../records/records.migrations';
import { answer } from './answer';
import type { EngineContext } from './engine-context';
import { idOf, messageOf, noSuchRecord } from './message-id';

type EngineWork = Work<RecordsSchema>;

export class Read implements Handler<RecordsSchema> {
  constructor(private readonly context: EngineContext) {}

  async execute(call: Call, { trx }: EngineWork): Promise<Handled> {
    const { name, command, store } = this.context;
    const id = idOf(messageOf(call));
    const record = await store.find(trx, id);
    if (!record) throw noSuchRecord(id);
    return answer(name, command, record);
  }
}

export class List implements Handler<RecordsSchema> {
  constructor(private readonly context: EngineContext) {}

  async execute(_: Call, { trx }: EngineWork): Promise<Handled> {
    const { name, command, store } = this.context;
    return answer(name, command, await store.all(trx));
  }
}

export class Filter implements Handler<RecordsSchema> {
  constructor(private readonly context: EngineContext) {}

  async execute(call: Call, { trx }: EngineWork): Promise<Handled> {
    const { name, command, store } = this.context;
    const matches = matcherOf(payloadOf(messageOf(call)));
    const records = await store.all(trx);
    return answer(name, command, records.filter(matches));
  }
}
