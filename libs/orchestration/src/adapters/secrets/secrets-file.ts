import { isJsonObject, isSecretName, type JsonObject } from '#contract';

/** Shorter values occur in ordinary texts by chance, and could not be redacted. */
export const MIN_SECRET_LENGTH = 8;

export type SecretSource = { readonly value: string } | { readonly file: string } | { readonly env: string };

export interface SecretEntry {
  readonly source: SecretSource;
  /** The service names it may be sent to. */
  readonly services: readonly string[];
  /** The principals whose jobs may use it; undefined: all. */
  readonly principals?: readonly string[];
}

/** A secret sent to job-control would end up in the journal: references are passed on instead. */
export const JOB_CONTROL = 'job-control';

/**
 * Reads `{"<name>": {"value" | "file" | "env": "…", "services": ["…"], "principals"?: ["…"]}}`.
 * @throws Error that names what is wrong, and shows no value
 */
export function readSecretsFile(text: string): ReadonlyMap<string, SecretEntry> {
  const parsed = parse(text);
  if (!isJsonObject(parsed)) throw new Error('expected a JSON object of secrets by name');
  return new Map(Object.entries(parsed).map(([name, entry]) => [name, readEntry(name, entry)]));
}

/** The message of JSON.parse quotes the text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error('this is not JSON');
  }
}

function readEntry(name: string, entry: unknown): SecretEntry {
  if (!isSecretName(name)) throw new Error('names are letters, digits, dot, dash and underscore, at most 64 of them');
  if (!isJsonObject(entry)) throw new Error(`"${name}": expected an object`);
  const { services, principals, ...source } = entry;
  return { source: readSource(name, source), ...readBounds(name, services, principals) };
}

function readBounds(name: string, services: unknown, principals: unknown): Omit<SecretEntry, 'source'> {
  if (!isListOfNames(services)) throw new Error(`"${name}": expected services, an array of service names`);
  if (services.includes(JOB_CONTROL))
    throw new Error(`"${name}": ${JOB_CONTROL} hands references on, and gets no value`);
  if (principals === undefined) return { services };
  if (!isListOfNames(principals)) throw new Error(`"${name}": expected principals, an array of names, or none`);
  return { services, principals };
}

function readSource(name: string, source: JsonObject): SecretSource {
  const [[kind, given] = [], ...more] = Object.entries(source);
  if (more.length > 0 || typeof given !== 'string' || (kind !== 'value' && kind !== 'file' && kind !== 'env')) {
    throw new Error(`"${name}": expected, beside services and principals, exactly one of value, file, env`);
  }
  return { [kind]: given } as unknown as SecretSource;
}

function isListOfNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string' && name !== '');
}
