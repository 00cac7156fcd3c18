import type { AnyHandler, Command } from '#composable';
import type { Database } from '#storage';
import { CustomHandler } from '../custom/custom-handler';
import { type CommandKind, commandKindOf } from '#contract';
import type { LoadedDesign } from '../design/load-design';
import type { Sources } from '../payload/complete';
import { RecordStore } from '../records/record-store';
import type { RecordsSchema } from '../records/records.migrations';
import { type Change, ChangeHandler } from './change-handler';
import { Create } from './create';
import { Delete } from './delete';
import type { EngineContext } from './engine-context';
import { Filter, List, Read } from './read-handlers';
import { SetFields } from './set-fields';
import { traitsOf } from './traits';
import { Update } from './update';

const CHANGES: Partial<Record<CommandKind, new (context: EngineContext) => Change>> = {
  create: Create,
  update: Update,
  delete: Delete,
  'set-fields': SetFields,
};
const READS: Partial<Record<CommandKind, new (context: EngineContext) => AnyHandler>> = {
  read: Read,
  list: List,
  filter: Filter,
};

/** Every command of a design, ready to be called. */
export function buildCommands(
  { design, code }: LoadedDesign,
  database: Database<RecordsSchema>,
  sources: Sources,
): Command[] {
  const store = new RecordStore(design.resource, database.dialect);
  return [...design.commands].map(([name, command]) => {
    const context: EngineContext = { name, command, design, store, sources };
    const custom = code.get(name);
    const kind = commandKindOf(name, design, custom !== undefined)!;
    return {
      name,
      ...traitsOf(name, kind, design, custom),
      handler: custom ? new CustomHandler(context, custom, database) : standardHandler(kind, context),
    };
  });
}

function standardHandler(kind: CommandKind, context: EngineContext): AnyHandler {
  const [Reading, Changing] = [READS[kind], CHANGES[kind]];
  return Reading ? new Reading(context) : new ChangeHandler(context, new Changing!(context));
}
