import type { TaskDto } from '../dto/job/task.dto';
import { hasEnoughFaults } from '../errors/first-faults';
import { parseFormat } from '../pure/format-text';
import { isJsonObject, type JsonObject } from '../pure/json';
import { isTooDeep } from '../pure/json-depth';
import { EXPECTED_POINTER, isForbiddenMember, isPointer } from '../pure/pointer';
import { isSecretName, secretPlaces } from '../pure/secret-reference';
import { faultAt, type Findings, findings, type Path } from './faults';

const MAX_DEPTH = 64;
/** Example: steps, 0, tasks, 0, input */
const INPUT_PATH_LENGTH = 5;

/** Checks how the directives in an input are written, at any depth. */
export function findReferences(input: unknown, path: Path, { forEach }: Pick<TaskDto, 'forEach'>): Findings {
  const found = { ...findings(), hasItem: forEach !== undefined };
  visit(input, path, MAX_DEPTH, found);
  return found;
}

interface Search extends Findings {
  /** Whether there is an item to refer to. */
  readonly hasItem: boolean;
}

function visit(value: unknown, path: Path, levels: number, search: Search): void {
  if (typeof value !== 'object' || value === null || hasEnoughFaults(search.faults)) return;
  if (levels === 0) {
    search.faults.push(faultAt(path, `expected at most ${MAX_DEPTH} levels`));
  } else if (!isReference(value, path, levels, search)) {
    for (const [key, member] of Object.entries(value)) {
      if (typeof member === 'object') visit(member, [...path, key], levels - 1, search);
    }
  }
}

/** An object with this member is replaced as a whole; only its default is searched further. */
function isReference(value: object, path: Path, levels: number, search: Search): boolean {
  if (!isJsonObject(value)) return false;
  for (const kind of LOOK_UPS) {
    if (Object.hasOwn(value, kind)) return checkLookUp(kind, value, path, levels, search);
  }
  for (const kind of MARKS) {
    if (Object.hasOwn(value, kind)) return checkMark(kind, value, path, search);
  }
  if (Object.hasOwn(value, '$literal')) return checkLiteral(value, path, levels, search);
  if (Object.hasOwn(value, '$format')) return checkFormat(value, path, search);
  return Object.hasOwn(value, '$secret') && checkSecret(value, path, search);
}

const LOOK_UPS = ['$fromState', '$fromItem'] as const;
const MARKS = ['$stateURL', '$index'] as const;
type LookUp = (typeof LOOK_UPS)[number];
type Mark = (typeof MARKS)[number];

function checkLookUp(kind: LookUp, reference: JsonObject, path: Path, levels: number, search: Search): true {
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
  } else {
    // The default may contain references.
    visit(reference.default, [...path, 'default'], levels - 1, search);
  }
  return true;
}

function checkMark(kind: Mark, reference: JsonObject, path: Path, search: Search): true {
  if (kind === '$index') checkItem(kind, path, search);
  if (reference[kind] !== true || Object.keys(reference).length > 1) {
    search.faults.push(faultAt(path, `expected exactly {"${kind}": true}`));
  }
  return true;
}

/** Its content is for the service, which may give the directives in it a meaning of its own. */
function checkLiteral(reference: JsonObject, path: Path, levels: number, { faults }: Search): true {
  if (Object.keys(reference).length > 1) faults.push(faultAt(path, 'expected exactly {"$literal": <any JSON>}'));
  else if (isTooDeep(reference, levels)) faults.push(faultAt(path, `expected at most ${MAX_DEPTH} levels`));
  return true;
}

function checkFormat(reference: JsonObject, path: Path, { faults }: Search): true {
  const { $format } = reference;
  if (typeof $format !== 'string' || parseFormat($format) === null || Object.keys(reference).length > 1) {
    const expected = 'expected exactly {"$format": "<text with {/pointers}>"}: {{ and }} stand for braces';
    faults.push(faultAt(path, expected));
  }
  return true;
}

function checkItem(kind: '$fromItem' | '$index', path: Path, { faults, hasItem }: Search): void {
  if (!hasItem) faults.push(faultAt([...path, kind], 'expected only in a task with forEach: there is no item here'));
}

function checkSecret(reference: JsonObject, path: Path, { faults }: Search): true {
  if (!isSecretName(reference.$secret) || Object.keys(reference).length > 1) {
    faults.push(faultAt(path, 'expected exactly {"$secret": "<name>"}: letters, digits, dot, dash and underscore'));
  } else if (path.some((token) => isForbiddenMember(String(token)))) {
    faults.push(faultAt(path, 'expected a place that a JSON pointer may name'));
  } else if (path.length === INPUT_PATH_LENGTH) {
    faults.push(faultAt(path, 'expected an object: a secret can be a member of the input, not the input'));
  }
  return true;
}
