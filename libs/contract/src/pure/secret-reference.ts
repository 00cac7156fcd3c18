import { isJsonObject } from './json';
import { type Place, placesIn } from './places';
import { runToEnd } from './run-to-end';

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
  return runToEnd(findingSecrets(input, path));
}

/** The same, one object or list at a time. */
export function* findingSecrets(input: unknown, path: SecretPlace['path'] = []): Generator<void, SecretPlace[]> {
  const places: SecretPlace[] = [];
  for (const place of secretsIn(input)) {
    yield;
    if (isSecretReference(place.value))
      places.push({ path: place.pathFrom(path).map(String), name: place.value.$secret });
  }
  return places;
}

/** All places in an input at which a reference to a secret may stand; see `secretPlaces`. */
export function secretsIn(input: unknown): Iterable<Place> {
  return placesIn(input, membersOfInput);
}

function membersOfInput(value: object): readonly string[] | undefined {
  const isOpaque = isSecretReference(value) || OPAQUE.some((directive) => Object.hasOwn(value, directive));
  return isOpaque ? [] : undefined;
}
