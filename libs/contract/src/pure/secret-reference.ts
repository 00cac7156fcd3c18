import { isJsonObject } from './json';

/** `{"$secret": "name"}`: stands for a value that only the configuration of job-control knows. */
export interface SecretReference {
  readonly $secret: string;
}

/** Where in an input a secret belongs, and which. */
export interface SecretPlace {
  readonly path: readonly string[];
  readonly name: string;
}

/** Names are shown in records and messages, also inside JSON text: nothing in them needs escaping. */
export function isSecretName(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value);
}

export function isSecretReference(value: unknown): value is SecretReference {
  return isJsonObject(value) && typeof value.$secret === 'string';
}

/**
 * Where the author of an input put references to secrets. What other references stand for is not looked into: a value
 * that comes out of the state document is data, whatever it looks like.
 */
export function secretPlaces(input: unknown, path: SecretPlace['path'] = []): SecretPlace[] {
  if (typeof input !== 'object' || input === null) return [];
  if (isSecretReference(input)) return [{ path, name: input.$secret }];
  if (Object.hasOwn(input, '$fromState') || Object.hasOwn(input, '$fromItem')) return [];
  const places: SecretPlace[] = [];
  for (const [key, value] of Object.entries(input)) {
    if (typeof value === 'object') places.push(...secretPlaces(value, [...path, key]));
  }
  return places;
}
