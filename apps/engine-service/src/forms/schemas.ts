import { type CommandDto, type FieldDto, type DesignFields, inputsOf, type JsonObject } from '#contract';

/** JSON Schema of a command's payload: its declared inputs, or any field if it declares none. */
export function payloadSchema(command: CommandDto, fields: DesignFields): JsonObject {
  const { required = [], defaults = {} } = command.inputs ?? {};
  const names = command.inputs || command.sets ? inputsOf(command).filter((name) => name !== 'id') : [...fields.keys()];
  return {
    type: 'object',
    properties: propertiesOf(names, fields, defaults),
    required: required.filter((name) => name !== 'id' && !Object.hasOwn(defaults, name)),
  };
}

/** JSON Schema of one record. */
function recordSchema(fields: DesignFields): JsonObject {
  return { type: 'object', properties: { id: { type: 'string' }, ...propertiesOf([...fields.keys()], fields, {}) } };
}

export function resultSchema(name: string, { output }: CommandDto, fields: DesignFields): JsonObject {
  const returns = output?.returns ?? (name === 'list' || name === 'filter' ? 'array' : 'object');
  if (returns === 'none' || output?.type === 'null') return { type: 'null' };
  return returns === 'array' ? { type: 'array', items: recordSchema(fields) } : recordSchema(fields);
}

/** The fields as `messageStructure` shows them. */
export function payloadShape(fields: DesignFields): JsonObject {
  return Object.fromEntries([...fields].map(([name, { type }]) => [name, type]));
}

function propertiesOf(names: readonly string[], fields: DesignFields, defaults: JsonObject): JsonObject {
  return Object.fromEntries(
    names.map((name) => {
      const field = fields.get(name);
      const preset = Object.hasOwn(defaults, name) ? { default: defaults[name] } : {};
      return [name, { ...(field ? schemaOf(field) : {}), ...preset }];
    }),
  );
}

function schemaOf({ type, enum: values, format, description }: FieldDto): JsonObject {
  return {
    type,
    ...(values ? { enum: values } : {}),
    ...(format === undefined ? {} : { format }),
    ...(description === undefined ? {} : { description }),
  };
}
