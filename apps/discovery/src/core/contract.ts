import { type Descriptor, descriptorId, type Field, fieldTree, TooManyFields, type Vocabulary } from '#alps';
import {
  type CommandTraits,
  type ContractAffordance,
  type ContractConflict,
  type ContractField,
  isJsonObject,
  type JsonObject,
  type ReadForms,
  traitsOf,
} from '#contract';

/** What a service says of itself at run time. */
export interface Sources {
  /** `GET /forms` as it is, and as it is read; null if it could not be read. */
  readonly raw: unknown;
  readonly forms: ReadForms | null;
  readonly vocabulary: Vocabulary | undefined;
}

export interface Described {
  readonly affordances: ContractAffordance[];
  readonly conflicts: ContractConflict[];
}

/** From harmless to dangerous. */
const DANGER: readonly ContractAffordance['type'][] = ['safe', 'idempotent', 'unsafe'];

/** Commands of its forms and transitions of its profile as one list, and where the two differ. */
export function describe(sources: Sources): Described {
  const transitions = transitionsOf(sources.vocabulary);
  const conflicts: ContractConflict[] = [];
  const commands = Object.keys(sources.forms?.commands ?? {});
  const affordances = commands.map((command) => {
    const traits = traitsOf(sources.forms!, command);
    const tied = tieOf(command, traits, transitions, sources.vocabulary);
    if (traits.descriptor !== undefined && !tied) conflicts.push(unknownDescriptor(command, traits.descriptor));
    if (tied) transitions.delete(tied.reference);
    return affordanceOf({ command, traits, tied, sources, conflicts });
  });
  for (const [reference, descriptor] of transitions) {
    const isPlain = commands.length === 0;
    if (!isPlain)
      conflicts.push({
        about: 'command',
        transition: reference,
        message: `no command of its forms is ${descriptor.key}`,
      });
    affordances.push(affordanceOf({ traits: {}, tied: { reference, descriptor }, sources, conflicts }));
  }
  return { affordances, conflicts };
}

interface Tied {
  readonly reference: string;
  readonly descriptor: Descriptor;
}

interface Part {
  readonly command?: string;
  readonly traits: CommandTraits;
  readonly tied: Tied | undefined;
  readonly sources: Sources;
  readonly conflicts: ContractConflict[];
}

function affordanceOf(part: Part): ContractAffordance {
  const { command, traits, tied, sources } = part;
  const { returns } = tied?.descriptor ?? {};
  return {
    ...(command !== undefined && { command }),
    ...(tied && nameOf(tied)),
    type: typeOf(part),
    ...(traits.reversible && { reversible: traits.reversible }),
    fields: fieldsOf(part),
    ...(returns !== undefined && { returns: treeOf(sources.vocabulary!, returns) }),
  };
}

function nameOf({ reference, descriptor: { ids, def, title } }: Tied): Partial<ContractAffordance> {
  return {
    transition: reference,
    does: [...new Set([reference, ...ids])],
    ...(def !== undefined && { def }),
    ...(title !== undefined && { title }),
  };
}

function typeOf({ command, traits, tied, conflicts }: Part): ContractAffordance['type'] {
  const said = typeSaid(traits);
  const type = tied?.descriptor.type;
  if (!type || type === 'semantic') return said ?? 'unsafe';
  if (!said || said === type) return type;
  const counts = DANGER.indexOf(said) > DANGER.indexOf(type) ? said : type;
  const message = `its profile calls ${command} ${type}, its forms ${said}: ${counts} counts`;
  conflicts.push({ about: 'type', command, transition: tied.reference, message });
  return counts;
}

function typeSaid({ safe, idempotent }: CommandTraits): ContractAffordance['type'] | undefined {
  if (safe === undefined && idempotent === undefined) return undefined;
  return safe ? 'safe' : idempotent ? 'idempotent' : 'unsafe';
}

function fieldsOf(part: Part): ContractField[] {
  const { command, traits, tied, sources } = part;
  const { raw, forms, vocabulary } = sources;
  const described = tied && vocabulary ? treeOf(vocabulary, tied.reference) : [];
  const needed = new Set(command === undefined ? forms?.requiredInput : traits.requiredFields);
  const names = new Set([...described.map(({ name }) => name), ...needed, ...(traits.optionalFields ?? [])]);
  return [...names].map((name) => {
    const field = described.find((one) => one.name === name);
    if (tied && needed.has(name) && !field) part.conflicts.push(undescribed(part, name));
    const schema = schemaOf(raw, command, name);
    return { ...(field ?? { name }), required: needed.has(name), ...(schema && { schema }) };
  });
}

function undescribed({ command, tied }: Part, name: string): ContractConflict {
  const message = `its forms require "${name}", which its profile does not describe: a task that asks for the transition cannot give it`;
  return { about: 'field', ...(command !== undefined && { command }), transition: tied!.reference, message };
}

function treeOf(vocabulary: Vocabulary, reference: string): ContractField[] {
  try {
    return fieldTree(vocabulary, reference).map(toField);
  } catch (error) {
    if (error instanceof TooManyFields) return [];
    throw error;
  }
}

function toField({ descriptor: { key, ids, def, title }, fields }: Field): ContractField {
  return {
    name: key,
    required: false,
    descriptor: ids[0]!,
    ...(ids.length > 1 && { inherits: ids.slice(1) }),
    ...(def !== undefined && { def }),
    ...(title !== undefined && { title }),
    ...(fields.length > 0 && { fields: fields.map(toField) }),
  };
}

/** The JSON Schema that its forms give a member of the payload. */
function schemaOf(raw: unknown, command: string | undefined, name: string): JsonObject | undefined {
  const affordances = isJsonObject(raw) && Array.isArray(raw.affordances) ? raw.affordances.filter(isJsonObject) : [];
  const payload = affordances.find((one) => one.command === command)?.payloadSchema;
  const properties = isJsonObject(payload) ? payload.properties : undefined;
  const schema = isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  return isJsonObject(schema) ? schema : undefined;
}

function transitionsOf(vocabulary: Vocabulary | undefined): Map<string, Descriptor> {
  const known = vocabulary?.transitions.flatMap((reference): [string, Descriptor][] => {
    const descriptor = vocabulary.descriptors[reference];
    return descriptor ? [[reference, descriptor]] : [];
  });
  return new Map(known);
}

function tieOf(
  command: string,
  { descriptor }: CommandTraits,
  transitions: ReadonlyMap<string, Descriptor>,
  vocabulary: Vocabulary | undefined,
): Tied | undefined {
  const id = descriptor === undefined ? undefined : descriptorId(descriptor, vocabulary?.address);
  const isMeant = ([reference, { key, ids }]: [string, Descriptor]): boolean =>
    descriptor === undefined ? key === command : id !== undefined && (reference === id || ids[0] === id);
  const found = [...transitions].find(isMeant);
  return found && { reference: found[0], descriptor: found[1] };
}

function unknownDescriptor(command: string, descriptor: string): ContractConflict {
  return {
    about: 'descriptor',
    command,
    message: `its forms tie ${command} to ${descriptor}, which its profile does not have`,
  };
}
