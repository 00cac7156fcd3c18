import type { CommandDto, Design } from '#contract';
import type { PayloadSources } from '../payload/complete';
import type { RecordStore } from '../records/record-store';

/** The context of every standard command. */
export interface EngineContext {
  name: string;
  command: CommandDto;
  design: Design;
  store: RecordStore;
  sources: PayloadSources;
}
