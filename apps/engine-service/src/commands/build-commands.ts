import type { AnyHandler, OfferedCommand } from '#composable';
import type { Database } from '#storage';
import { CustomHandler } from './custom-handler';
import { type CommandKind, commandKindOf } from '#contract';
import type { LoadedDesign } from '../design/load-design';
import type { PayloadSources } from '../payload/complete';
import { RecordStore } from '../records/record-store';
import type { RecordsSchema } from '../records/records.migrations';
import { type RecordChange, ChangeHandler } from './change-handler';
import { CreateHandler } from './create';
import { DeleteHandler } from './delete';
import type { EngineContext } from './engine-context';
import { FilterHandler, ListHandler, ReadHandler } from './read-handlers';
import { SetFieldsHandler } from './set-fields';
import { commandGuarantees } from './command-guarantees';
import { UpdateHandler } from './update';

const CHANGES: Partial<Record<CommandKind, new (context: EngineContext) => RecordChange>> = {
  create: CreateHandler,
  update: UpdateHandler,
  delete: DeleteHandler,
  'set-fields': SetFieldsHandler,
};
const READS: Partial<Record<CommandKind, new (context: EngineContext) => AnyHandler>> = {
  read: ReadHandler,
  list: ListHandler,
  filter: FilterHandler,
};

/** Every command of a design, ready to be called. */
export function buildCommands(
  { design, code }: LoadedDesign,
  database: Database<RecordsSchema>,
  sources: PayloadSources,
): OfferedCommand[] {
  const store = new RecordStore(design.resource, database.dialect);
  return [...design.commands].map(([name, command]) => {
    const context: EngineContext = { name, command, design, store, sources };
    const custom = code.get(name);
    const kind = commandKindOf(name, design, custom !== undefined)!;
    return {
      name,
      ...commandGuarantees(name, kind, design, custom),
      handler: custom ? new CustomHandler(context, custom, database) : standardHandler(kind, context),
    };
  });
}

function standardHandler(kind: CommandKind, context: EngineContext): AnyHandler {
  const [Reading, Changing] = [READS[kind], CHANGES[kind]];
  return Reading ? new Reading(context) : new ChangeHandler(context, new Changing!(context));
}
