import type { CommandDto } from '../design/command.dto';
import type { Design } from '../design/design';
import type { Sources } from '../payload/complete';
import type { RecordStore } from '../records/record-store';

/** What every standard command works with. */
export interface EngineContext {
  name: string;
  command: CommandDto;
  design: Design;
  store: RecordStore;
  sources: Sources;
}
