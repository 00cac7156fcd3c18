import type { CommandMessage, JsonObject } from '#contract';
import { complete } from '../payload/complete';
import { readPayload } from '../payload/read-payload';
import { type ResourceRecord, toRecord } from '../records/record';
import type { Change } from './change-handler';
import type { EngineContext } from './engine-context';
import { idOf, noSuchRecord } from './message-id';

/** Sets the fields that are given and leaves the others alone; defaults fill only what the record lacks. */
export class Update implements Change {
  constructor(protected readonly context: EngineContext) {}

  id(message: CommandMessage): string {
    return idOf(message);
  }

  execute(message: CommandMessage, before: ResourceRecord | undefined, id: string): ResourceRecord {
    const after = this.repeat(message, before, id);
    if (!before) throw noSuchRecord(id);
    return after;
  }

  repeat(message: CommandMessage, before: ResourceRecord | undefined, id: string): ResourceRecord {
    const { command, design } = this.context;
    return toRecord(id, { ...before, ...this.values(readPayload(message, command, design.fields), before ?? {}) });
  }

  protected values(payload: JsonObject, before: JsonObject): JsonObject {
    const { command, design, sources } = this.context;
    return complete(payload, command, design.fields, before, sources);
  }
}
