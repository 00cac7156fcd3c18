import type { CommandDto } from './command.dto';
import type { Design } from './design';

export const STANDARD_COMMANDS = ['create', 'read', 'update', 'delete', 'list', 'filter'] as const;
export type StandardCommand = (typeof STANDARD_COMMANDS)[number];

/** `set-fields` sets the fields it has as inputs; `custom` is code of the design's own. */
export type CommandKind = StandardCommand | 'set-fields' | 'custom';

/** @param hasCode whether there is a file of that name in the `commands/` folder */
export function kindOf(name: string, design: Design, hasCode: boolean): CommandKind | undefined {
  if (isStandard(name)) return name;
  if (hasCode) return 'custom';
  return fieldsSetBy(name, design).length > 0 ? 'set-fields' : undefined;
}

/**
 * The fields that a command of a name like `status` sets: its inputs, if all of them are fields of the resource, or the
 * field it is named after. None where it must be something else.
 */
export function fieldsSetBy(name: string, { fields, commands }: Design): string[] {
  const inputs = inputsOf(commands.get(name)).filter((input) => input !== 'id');
  const named = inputs.length > 0 ? inputs : [name];
  return named.every((input) => fields.has(input)) ? named : [];
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
  return [...new Set([...required, ...optional, ...Object.keys(defaults)])];
}
