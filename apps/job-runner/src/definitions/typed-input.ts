import { isObject } from '../files/json-file';
import { UsageError } from '../failure/usage-error';

/** An input of a definition, as far as its schema says what it is. */
export interface InputField {
  readonly name: string;
  readonly title: string | null;
  /** Empty: any. */
  readonly types: readonly string[];
  readonly choices: readonly string[];
  /** What it holds is kept in the record of the job: the user is not asked for it. */
  readonly isSecret: boolean;
  readonly isRequired: boolean;
}

/** The inputs that a schema names, in its order. */
export function inputFields(schema: Readonly<Record<string, unknown>>): InputField[] {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? (schema.required as unknown[]) : [];
  return Object.entries(properties).map(([name, property]) => {
    const field = isObject(property) ? property : {};
    const types = [field.type].flat().filter((type) => typeof type === 'string');
    return {
      name,
      title: typeof field.title === 'string' ? field.title : null,
      types,
      choices: Array.isArray(field.enum) ? field.enum.map((choice) => shown(choice)) : [],
      isSecret: field.writeOnly === true || field.format === 'password',
      isRequired: required.includes(name) && field.default === undefined,
    };
  });
}

/** Required inputs that have neither a value nor a default. */
export function missingInputs(fields: readonly InputField[], given: Readonly<Record<string, unknown>>): InputField[] {
  return fields.filter(({ name, isRequired }) => isRequired && given[name] === undefined);
}

/**
 * A value from the command line, by the type that the schema gives it.
 * @throws UsageError
 */
export function typedInput(fields: readonly InputField[], name: string, text: string): unknown {
  const types = fields.find((field) => field.name === name)?.types ?? [];
  const value = parsed(text);
  if (value !== undefined && types.some((type) => type !== 'string' && isOf(type, value))) return value;
  if (types.includes('string')) return text;
  if (types.length === 0) return value ?? text;
  throw new UsageError(`--input ${name}: expected ${types.join(' or ')}, not ${text}`);
}

/** What to ask the user for: `Who it is for (customer: string)`. */
export function questionFor({ name, title, types, choices }: InputField): string {
  const kind = choices.length > 0 ? choices.join(', ') : types.join(' or ');
  const about = kind === '' ? name : `${name}: ${kind}`;
  return title === null ? about : `${title} (${about})`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    default:
      return typeof value === type;
  }
}

function shown(choice: unknown): string {
  return typeof choice === 'string' ? choice : JSON.stringify(choice);
}
