import { type Fault } from '../api/send';

/** A JSON Schema, as far as a form can show it. */
export interface InputSchema {
  readonly type?: unknown;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, InputSchema>>;
  readonly required?: readonly string[];
  readonly format?: string;
  readonly writeOnly?: boolean;
}

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly kind: 'text' | 'number' | 'yes-or-no' | 'choice' | 'json';
  readonly isRequired: boolean;
  /** What stands in the field at first. */
  readonly initial: string;
  readonly choices: readonly unknown[];
}

/** The fields of a form: one for each input, in the order of the schema. */
export function fieldsOf({ properties = {}, required = [] }: InputSchema): FormField[] {
  return Object.entries(properties).map(([name, schema]) => {
    const kind = kindOf(schema);
    return {
      name,
      label: schema.title ?? name,
      help: schema.description,
      kind,
      isRequired: required.includes(name),
      initial: schema.default === undefined ? '' : textOf(schema.default, kind),
      choices: schema.enum ?? [],
    };
  });
}

function kindOf({ type, enum: choices }: InputSchema): FormField['kind'] {
  if (choices) return 'choice';
  if (type === 'string') return 'text';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'yes-or-no';
  return 'json';
}

const textOf = (value: unknown, kind: FormField['kind']): string =>
  kind === 'text' ? String(value) : JSON.stringify(value);

export interface FilledIn {
  readonly values: Readonly<Record<string, unknown>>;
  /** What cannot be read as a value at all; the schema is checked by job-control. */
  readonly faults: readonly Fault[];
  /** Nothing that is required is missing. */
  readonly isComplete: boolean;
}

/** What a person has filled in, as values. A field that is empty is an input that is not given. */
export function readFields(fields: readonly FormField[], texts: Readonly<Record<string, string>>): FilledIn {
  const values: Record<string, unknown> = {};
  const faults: Fault[] = [];
  for (const { name, kind } of fields) {
    const text = texts[name] ?? '';
    if (text === '') continue;
    try {
      values[name] = kind === 'text' ? text : (JSON.parse(text) as unknown);
    } catch {
      faults.push({ pointer: `/inputs/${name}`, message: kind === 'number' ? 'expected a number' : 'expected JSON' });
    }
  }
  const isComplete = fields.every(({ name, isRequired }) => !isRequired || name in values);
  return { values, faults, isComplete };
}
