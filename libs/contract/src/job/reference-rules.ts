import type { TaskDto } from '../dto/job/task.dto';
import { hasEnoughFaults } from '../errors/first-faults';
import { parseFormat } from '../pure/format-text';
import { isJsonObject, type JsonObject } from '../pure/json';
import { isTooDeep } from '../pure/json-depth';
import { placesIn } from '../pure/places';
import { EXPECTED_POINTER, isForbiddenMember, isPointer } from '../pure/pointer';
import { isSecretName, secretPlaces } from '../pure/secret-reference';
import { faultAt, type Findings, findings, type Path } from './faults';

const MAX_DEPTH = 64;

/** Checks how the directives in an input are written, at any depth. */
export function* findReferences(input: unknown, path: Path, { forEach }: Pick<TaskDto, 'forEach'>): Iterable<Findings> {
  const hasItem = forEach !== undefined;
  for (const place of placesIn(input, membersLookedInto)) {
    const { value, depth } = place;
    const found = findings();
    if (depth >= MAX_DEPTH) found.faults.push(faultAt(place.pathFrom(path), `expected at most ${MAX_DEPTH} levels`));
    else if (isJsonObject(value)) checkReference(value, depth, () => place.pathFrom(path), { ...found, hasItem });
    yield found;
    if (depth >= MAX_DEPTH) return;
  }
}

interface Search extends Findings {
  /** Whether there is an item to refer to. */
  readonly hasItem: boolean;
}

/** An object with such a member is replaced as a whole; only its default is searched further. */
function membersLookedInto(value: object): readonly string[] | undefined {
  const kind = kindOf(value);
  if (kind === undefined) return undefined;
  const mayRefer = isLookUp(kind) && secretPlaces((value as JsonObject).default).length === 0;
  return mayRefer ? ['default'] : [];
}

function kindOf(value: object): (typeof KINDS)[number] | undefined {
  if (!isJsonObject(value)) return undefined;
  return KINDS.find((kind) => Object.hasOwn(value, kind));
}

function checkReference(value: JsonObject, depth: number, path: () => Path, search: Search): void {
  const kind = kindOf(value);
  switch (kind) {
    case undefined:
      return;
    case '$fromState':
    case '$fromItem':
      return checkLookUp(kind, value, path(), search);
    case '$literal':
      return checkLiteral(value, path(), MAX_DEPTH - depth, search);
    case '$format':
      return checkFormat(value, path(), search);
    case '$secret':
      return checkSecret(value, depth, path(), search);
    default:
      return checkMark(kind, value, path(), search);
  }
}

const KINDS = ['$fromState', '$fromItem', '$stateURL', '$index', '$literal', '$format', '$secret'] as const;
type LookUp = '$fromState' | '$fromItem';
type Mark = '$stateURL' | '$index';

function isLookUp(kind: string): kind is LookUp {
  return kind === '$fromState' || kind === '$fromItem';
}

function checkLookUp(kind: LookUp, reference: JsonObject, path: Path, search: Search): void {
  const { faults, forgivable } = search;
  if (kind === '$fromItem') checkItem(kind, path, search);
  if (!isPointer(reference[kind])) {
    faults.push(faultAt([...path, kind], `expected ${EXPECTED_POINTER}`));
  }
  for (const name of Object.keys(reference)) {
    if (name === kind || name === 'default' || hasEnoughFaults(forgivable)) continue;
    forgivable.push(faultAt([...path, name], `unknown field: expected only ${kind} and default`));
  }
  if (secretPlaces(reference.default).length > 0) {
    faults.push(faultAt([...path, 'default'], 'expected no $secret: a default is data like what it stands in for'));
  }
}

function checkMark(kind: Mark, reference: JsonObject, path: Path, search: Search): void {
  if (kind === '$index') checkItem(kind, path, search);
  if (reference[kind] !== true || Object.keys(reference).length > 1) {
    search.faults.push(faultAt(path, `expected exactly {"${kind}": true}`));
  }
}

/** Its content is for the service, which may give the directives in it a meaning of its own. */
function checkLiteral(reference: JsonObject, path: Path, levels: number, { faults }: Search): void {
  if (Object.keys(reference).length > 1) faults.push(faultAt(path, 'expected exactly {"$literal": <any JSON>}'));
  else if (isTooDeep(reference, levels)) faults.push(faultAt(path, `expected at most ${MAX_DEPTH} levels`));
}

function checkFormat(reference: JsonObject, path: Path, { faults }: Search): void {
  const { $format } = reference;
  if (typeof $format !== 'string' || parseFormat($format) === null || Object.keys(reference).length > 1) {
    const expected = 'expected exactly {"$format": "<text with {/pointers}>"}: {{ and }} stand for braces';
    faults.push(faultAt(path, expected));
  }
}

function checkItem(kind: '$fromItem' | '$index', path: Path, { faults, hasItem }: Search): void {
  if (!hasItem) faults.push(faultAt([...path, kind], 'expected only in a task with forEach: there is no item here'));
}

function checkSecret(reference: JsonObject, depth: number, path: Path, { faults }: Search): void {
  if (!isSecretName(reference.$secret) || Object.keys(reference).length > 1) {
    faults.push(faultAt(path, 'expected exactly {"$secret": "<name>"}: letters, digits, dot, dash and underscore'));
  } else if (path.some((token) => isForbiddenMember(String(token)))) {
    faults.push(faultAt(path, 'expected a place that a JSON pointer may name'));
  } else if (depth === 0) {
    faults.push(faultAt(path, 'expected an object: a secret can be a member of the input, not the input'));
  }
}
