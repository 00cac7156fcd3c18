import type { CommandMessage } from '#contract';
import type { ResourceRecord } from '../records/record';
import type { RecordChange } from './change-handler';
import { recordIdOf, noSuchRecord } from './message-id';

export class DeleteHandler implements RecordChange {
  id(message: CommandMessage): string {
    return recordIdOf(message);
  }

  execute(_: CommandMessage, before: ResourceRecord | undefined, id: string): undefined {
    if (!before) throw noSuchRecord(id);
  }

  repeat(): undefined {
    return undefined;
  }
}
