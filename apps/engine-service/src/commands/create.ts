import { type CommandMessage, PlatformError } from '#contract';
import { completeRecord } from '../payload/complete';
import { readPayload } from '../payload/read-payload';
import { type ResourceRecord, toRecord } from '../records/record';
import type { RecordChange } from './change-handler';
import type { EngineContext } from './engine-context';
import { recordIdOf } from './message-id';

export class CreateHandler implements RecordChange {
  constructor(private readonly context: EngineContext) {}

  /** Only the first create may leave the id to the engine: a repeat would make another record each time. */
  id(message: CommandMessage, repeated: boolean): string {
    return repeated ? recordIdOf(message) : (message.id ?? this.context.sources.newId());
  }

  execute(message: CommandMessage, before: ResourceRecord | undefined, id: string): ResourceRecord {
    const record = this.repeat(message, undefined, id);
    if (before) throw new PlatformError('already-exists', `There is a record with the id ${id} already`);
    return record;
  }

  repeat(message: CommandMessage, before: ResourceRecord | undefined, id: string): ResourceRecord {
    const { command, design, sources } = this.context;
    const payload = readPayload(message, command, design.fields);
    return toRecord(id, completeRecord(payload, command, design.fields, before ?? {}, sources));
  }
}
