import { closestName } from '../pure';
import type { CommandDto } from './command.dto';
import type { Design } from './design';

const STANDARD_COMMANDS = ['create', 'read', 'update', 'delete', 'list', 'filter'] as const;
type StandardCommand = (typeof STANDARD_COMMANDS)[number];

/** `set-fields` sets fields of the resource; `custom` runs a file of the design's `commands/` folder. */
export type CommandKind = StandardCommand | 'set-fields' | 'custom';

/** @param hasCode whether there is a file of that name in the `commands/` folder */
export function commandKindOf(name: string, design: Design, hasCode: boolean): CommandKind | undefined {
  if (isStandard(name)) return name;
  if (hasCode) return 'custom';
  return design.commands.get(name)?.sets || design.fields.has(name) ? 'set-fields' : undefined;
}

/**
 * The fields that a command sets without code: those named in `sets`, or the field the command is named after together
 * with the fields among its inputs. Empty when the command has to be of another kind.
 */
export function fieldsSetBy(name: string, { fields, commands }: Design): string[] {
  const command = commands.get(name);
  if (command?.sets) return command.sets;
  if (!fields.has(name)) return [];
  return [...new Set([name, ...inputsOf(command).filter((input) => fields.has(input))])];
}

/** Names become file names. */
export function isCommandName(name: string): boolean {
  return /^[A-Za-z][\w.-]*$/.test(name);
}

export function isStandard(name: string): name is StandardCommand {
  return (STANDARD_COMMANDS as readonly string[]).includes(name);
}

/** Every input a command declares, in whichever way. */
export function inputsOf(command: CommandDto | undefined): string[] {
  const { required = [], optional = [], defaults = {} } = command?.inputs ?? {};
  return [...new Set([...required, ...optional, ...Object.keys(defaults), ...(command?.sets ?? [])])];
}

/** The message for a command that is neither standard, nor has code, nor sets fields. */
export function missingCode(name: string, { fields }: Design, directory: string): string {
  const meant = closestName(name, [...STANDARD_COMMANDS, ...fields.keys()]);
  const question = meant === undefined ? '' : `; did you mean ${meant}?`;
  return `has no code: create ${directory}/${name}.js, or say which fields it sets, as in "sets": ["status"]${question}`;
}
