import { type FieldFault } from '../errors/field-fault';
import { CHANGING_COMMANDS, closestName, formatPointer, isJsonObject, SAFE_COMMANDS } from '../pure';
import { checkField } from './check-field';
import type { CommandDto } from './command.dto';
import { isCommandName, isStandard } from './command-kind';
import type { Design, DesignFields } from './design';

const RULES = ['generateIfMissing'];

/** Checks the commands of a design against its fields and against what their names promise. */
export function commandFaults(commands: Design['commands'], fields: DesignFields): FieldFault[] {
  return [...commands].flatMap(([name, command]) => [
    ...(isCommandName(name) ? [] : [fault(name, [], 'expected a name of letters, digits, ".", "_" and "-"')]),
    ...safetyFaults(name, command),
    ...defaultFaults(name, command, fields),
    ...ruleFaults(name, command),
    ...setsFaults(name, command, fields),
  ]);
}

function safetyFaults(name: string, { transitionType }: CommandDto): FieldFault[] {
  const safe = transitionType?.safe;
  const pointer = ['transitionType', 'safe'];
  if (SAFE_COMMANDS.has(name) && safe === false)
    return [fault(name, pointer, `expected true: ${name} changes nothing`)];
  if (CHANGING_COMMANDS.has(name) && safe === true)
    return [fault(name, pointer, `expected false: ${name} changes something`)];
  return [];
}

function defaultFaults(name: string, { inputs }: CommandDto, fields: DesignFields): FieldFault[] {
  return Object.entries(inputs?.defaults ?? {}).flatMap(([field, value]) => {
    const definition = fields.get(field);
    const wrong = definition && checkField(value, definition);
    return wrong === undefined ? [] : [fault(name, ['inputs', 'defaults', field], wrong)];
  });
}

function ruleFaults(name: string, { inputs }: CommandDto): FieldFault[] {
  return (inputs?.rules ?? []).flatMap((rule, index) => {
    const at = ['inputs', 'rules', index];
    if (!isJsonObject(rule)) return [fault(name, at, 'expected an object such as {"id": "generateIfMissing"}')];
    return Object.entries(rule)
      .filter(([key, value]) => !key.startsWith('x-') && !RULES.includes(value as string))
      .map(([key]) => fault(name, [...at, key], `expected one of ${RULES.join(', ')}`));
  });
}

function setsFaults(name: string, { sets }: CommandDto, fields: DesignFields): FieldFault[] {
  if (!sets) return [];
  if (isStandard(name)) return [fault(name, ['sets'], `is not for ${name}, which needs no code`)];
  if (sets.length === 0) return [fault(name, ['sets'], 'expected at least one field of the resource')];
  return sets.flatMap((field, index) => {
    if (fields.has(field)) return [];
    const meant = closestName(field, fields.keys());
    const question = meant === undefined ? '' : `; did you mean ${meant}?`;
    return [fault(name, ['sets', index], `expected a field of the resource${question}`)];
  });
}

function fault(command: string, path: readonly (string | number)[], message: string): FieldFault {
  return { pointer: formatPointer(['commands', command, ...path]), message };
}
