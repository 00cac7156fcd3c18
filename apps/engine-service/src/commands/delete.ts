import type { CommandMessage } from '#contract';
import type { ResourceRecord } from '../records/record';
import type { Change } from './change-handler';
import { idOf, noSuchRecord } from './message-id';

export class Delete implements Change {
  id(message: CommandMessage): string {
    return idOf(message);
  }

  execute(_: CommandMessage, before: ResourceRecord | undefined, id: string): undefined {
    if (!before) throw noSuchRecord(id);
  }

  repeat(): undefined {
    return undefined;
  }
}
