import type { CommandMessage, JsonObject } from '#contract';
import { completeRecord } from '../payload/complete';
import { readPayload } from '../payload/read-payload';
import { type ResourceRecord, toRecord } from '../records/record';
import type { RecordChange } from './change-handler';
import type { EngineContext } from './engine-context';
import { recordIdOf, noSuchRecord } from './message-id';

/** Sets the given fields and keeps the others; defaults fill only what the record lacks. */
export class UpdateHandler implements RecordChange {
  constructor(protected readonly context: EngineContext) {}

  id(message: CommandMessage): string {
    return recordIdOf(message);
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
    return completeRecord(payload, command, design.fields, before, sources);
  }
}
