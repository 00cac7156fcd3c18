import { type ApiKey, makeApiKey, type NewApiKey } from './api-key';
import { isScope, SCOPES } from './scopes';

/**
 * Reads a JSON array of API keys.
 * @throws Error of one line that names the wrong entry and never quotes it
 */
export function readApiKeys(text: string): ApiKey[] {
  const entries = parse(text);
  if (!Array.isArray(entries)) throw new Error('expected a JSON array of keys, as job-runner make-key prints them');
  const keys = entries.map((entry: unknown, index) => readKey(entry, index));
  const twice = keys.find(({ id }, index) => keys.findIndex((other) => other.id === id) !== index);
  if (twice) throw new Error(`there are two keys with the id "${twice.id}"`);
  return keys;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('it is not JSON');
  }
}

type Members = Partial<Record<keyof ApiKey, unknown>>;

const RULES: readonly (readonly [keyof ApiKey, string, (value: unknown) => boolean])[] = [
  ['id', 'up to 64 of a-z 0-9 -', (value) => typeof value === 'string' && /^[a-z0-9-]{1,64}$/.test(value)],
  ['principal', 'a name of up to 256 characters', isPrincipalName],
  [
    'scopes',
    `some of ${SCOPES.join(' ')}`,
    (value) => Array.isArray(value) && value.length > 0 && value.every(isScope),
  ],
  ['hash', 'sha256: and 64 hex digits', (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value)],
  [
    'expires',
    'a time (RFC 3339)',
    (value) => value === undefined || (typeof value === 'string' && !Number.isNaN(Date.parse(value))),
  ],
];

/** Printable, so that it is safe in headers, logs and lists. */
export function isPrincipalName(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e](?:[\x20-\x7e]{0,254}[\x21-\x7e])?$/.test(value);
}

function readKey(entry: unknown, index: number): ApiKey {
  const members = (typeof entry === 'object' && entry !== null ? entry : {}) as Members;
  const wrong = RULES.find(([name, , test]) => !test(members[name]));
  if (wrong) throw new Error(`key ${index + 1}: ${wrong[0]} must be ${wrong[1]}`);
  return members as ApiKey;
}

/**
 * Makes a key from command-line input.
 * @throws Error of one line that says what is wrong
 */
export function makeCheckedApiKey(about: Omit<Members, 'hash'>): NewApiKey {
  const wrong = RULES.find(([name, , test]) => name !== 'hash' && !test(about[name]));
  if (wrong) throw new Error(`${wrong[0]} must be ${wrong[1]}`);
  return makeApiKey(about as Omit<ApiKey, 'hash'>);
}
