import { UsageError } from '../failure/usage-error';
import { readJsonObject } from '../files/json-file';
import type { Terminal } from '../terminal/terminal';
import { type InputField, inputFields, missingInputs, questionFor, typedInput } from './typed-input';

/** Where the values of inputs are on the command line. */
export interface InputFlags {
  /** `name=value`, each. */
  input?: string[];
  /** Name of a file with an object. */
  inputs?: string;
}

type Values = Record<string, unknown>;

/**
 * The inputs of a start: from the file, from single values, which win, and from the user, who is asked for what is missing.
 * @throws UsageError where something is missing and there is no terminal to ask
 */
export async function readInputs(terminal: Terminal, schema: Readonly<Values>, flags: InputFlags): Promise<Values> {
  const fields = inputFields(schema);
  const values = flags.inputs === undefined ? {} : await readJsonObject(terminal, flags.inputs);
  for (const text of flags.input ?? []) {
    const [name, value] = splitInput(text);
    values[name] = typedInput(fields, name, value);
  }
  const missing = missingInputs(fields, values);
  if (missing.length === 0) return values;
  refuseSecrets(missing);
  if (!terminal.isInteractive)
    throw new UsageError(`inputs are missing: ${missing.map(questionFor).join('; ')}. ${HINT}`);
  for (const field of missing) values[field.name] = await askFor(terminal, fields, field);
  return values;
}

const HINT = 'Say them with --input name=value, or --inputs file';

function splitInput(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError(`--input: expected name=value, not ${text}`);
}

/** The record of the job keeps its inputs. */
function refuseSecrets(missing: readonly InputField[]): void {
  const secrets = missing.filter(({ isSecret }) => isSecret).map(({ name }) => name);
  if (secrets.length === 0) return;
  throw new UsageError(
    `${secrets.join(', ')}: secrets are not asked for, as inputs are kept in the record of the job; ` +
      'the job of the definition should name them with $secret',
  );
}

async function askFor(terminal: Terminal, fields: readonly InputField[], field: InputField): Promise<unknown> {
  const text = await terminal.ask(questionFor(field), '');
  if (text !== '') return typedInput(fields, field.name, text);
  throw new UsageError(`${field.name} is missing. ${HINT}`);
}
