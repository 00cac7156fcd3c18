import type { FieldFault } from '#contract';
import { formatPointer, getAt, isJsonObject, isPointer, type JsonObject, jsonSize } from '#contract/pure';

/** JSON Schema 2020-12, the one dialect that is taken. */
const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

const MAX_BYTES = 64 * 1024;
const MAX_LEVELS = 32;
const MAX_SCHEMAS = 1_000;
const MAX_PATTERN = 512;

type Kind = 'value' | 'schema' | 'schemas' | 'map';

function keywords(kind: Kind, names: string): [string, Kind][] {
  return names.split(' ').map((name) => [name, kind]);
}

/** Keywords by what their values are: values, a schema, an array of schemas, or schemas by name. */
const KEYWORDS: ReadonlyMap<string, Kind> = new Map([
  ...keywords('value', 'title description default examples deprecated readOnly writeOnly $comment $schema $ref'),
  ...keywords('value', 'type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum format'),
  ...keywords('value', 'maxLength minLength pattern maxItems minItems uniqueItems maxContains minContains'),
  ...keywords('value', 'maxProperties minProperties required dependentRequired contentEncoding contentMediaType'),
  ...keywords('schema', 'not if then else items contains additionalProperties propertyNames'),
  ...keywords('schema', 'unevaluatedItems unevaluatedProperties'),
  ...keywords('schemas', 'allOf anyOf oneOf prefixItems'),
  ...keywords('map', '$defs properties patternProperties dependentSchemas'),
]);

/** What a schema of inputs may be, beyond what the meta-schema says: bounded, whole in itself, of known keywords only. */
export function schemaFaults(schema: JsonObject): FieldFault[] {
  if (jsonSize(schema, MAX_BYTES) > MAX_BYTES) return [{ pointer: '', message: `expected at most ${MAX_BYTES} bytes` }];
  const faults: FieldFault[] = [];
  if (schema.type !== 'object') faults.push({ pointer: '/type', message: 'expected "object": inputs have names' });
  const search: Search = { root: schema, faults, schemas: 0 };
  visit(schema, [], search);
  if (search.schemas > MAX_SCHEMAS) faults.push({ pointer: '', message: `expected at most ${MAX_SCHEMAS} subschemas` });
  return faults;
}

interface Search {
  readonly root: JsonObject;
  readonly faults: FieldFault[];
  schemas: number;
}

type Path = readonly string[];

function visit(schema: unknown, path: Path, search: Search): void {
  search.schemas += 1;
  if (!isJsonObject(schema) || search.schemas > MAX_SCHEMAS) return;
  const told = (at: Path, message: string): void => {
    search.faults.push({ pointer: formatPointer(at), message });
  };
  if (path.length > MAX_LEVELS) return told(path, `expected at most ${MAX_LEVELS} levels`);
  for (const [name, value] of Object.entries(schema)) {
    const kind = KEYWORDS.get(name);
    const wrong = kind === undefined ? unknownKeyword(name) : faultOf(name, value, path, search.root);
    if (wrong !== null) told([...path, name], wrong);
    if (kind !== undefined && kind !== 'value') {
      for (const [at, part] of partsOf(kind, name, value)) visit(part, [...path, ...at], search);
    }
  }
}

function partsOf(kind: Kind, name: string, value: unknown): [Path, unknown][] {
  if (kind === 'schema') return [[[name], value]];
  const isOne = kind === 'schemas' ? Array.isArray(value) : isJsonObject(value);
  return isOne ? Object.entries(value as object).map(([key, part]) => [[name, key], part]) : [];
}

/** Notes of the author's own are left alone, as everywhere. */
function unknownKeyword(name: string): string | null {
  return name.startsWith('x-')
    ? null
    : `unknown keyword: expected one of JSON Schema 2020-12 that this platform takes, or x-…`;
}

function faultOf(name: string, value: unknown, path: Path, root: JsonObject): string | null {
  switch (name) {
    case '$schema':
      return path.length === 0 && value === DIALECT ? null : `expected "${DIALECT}", and only at the top`;
    case '$ref':
      return refersHere(value, root) ? null : 'expected a place in this schema, such as "#/$defs/address"';
    case 'pattern':
      return patternFault(value);
    case 'patternProperties':
      return isJsonObject(value)
        ? (Object.keys(value)
            .map(patternFault)
            .find((wrong) => wrong !== null) ?? null)
        : null;
    default:
      return null;
  }
}

/** Nothing is ever fetched. */
function refersHere(value: unknown, root: JsonObject): boolean {
  if (typeof value !== 'string' || !value.startsWith('#')) return false;
  const pointer = decoded(value.slice(1));
  return isPointer(pointer) && (pointer === '' || getAt(root, pointer) !== undefined);
}

function decoded(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return undefined;
  }
}

function patternFault(pattern: unknown): string | null {
  if (typeof pattern !== 'string') return 'expected a regular expression';
  if (pattern.length > MAX_PATTERN) return `expected a regular expression of at most ${MAX_PATTERN} characters`;
  try {
    new RegExp(pattern, 'u');
    return null;
  } catch {
    return 'expected a regular expression (ECMA-262, with the flag u)';
  }
}
