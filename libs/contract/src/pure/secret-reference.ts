import { isJsonObject } from './json';

/** `{"$secret": "name"}`: a placeholder for a value that only job-control's configuration contains. */
export interface SecretReference {
  readonly $secret: string;
}

/** A place in an input that takes a secret, and its name. */
export interface SecretPlace {
  readonly path: readonly string[];
  readonly name: string;
}

const OPAQUE = ['$fromState', '$fromItem', '$literal'] as const;

/** Names appear in records and messages, also inside JSON text: none of their characters needs escaping. */
export function isSecretName(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value);
}

export function isSecretReference(value: unknown): value is SecretReference {
  return isJsonObject(value) && typeof value.$secret === 'string';
}

/**
 * The places of an input where its author put references to secrets. Values that other references resolve to are not
 * searched: a value from the state document is data, whatever it looks like, and the content of a `$literal`
 * is passed through.
 */
export function secretPlaces(input: unknown, path: SecretPlace['path'] = []): SecretPlace[] {
  if (typeof input !== 'object' || input === null) return [];
  if (isSecretReference(input)) return [{ path, name: input.$secret }];
  if (OPAQUE.some((directive) => Object.hasOwn(input, directive))) return [];
  const places: SecretPlace[] = [];
  for (const [key, value] of Object.entries(input)) {
    if (typeof value === 'object') places.push(...secretPlaces(value, [...path, key]));
  }
  return places;
}
