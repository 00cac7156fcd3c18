import type { FieldFault } from '../errors/field-fault';
import { isJsonObject, type JsonObject } from '../pure/json';
import { formatPointer, isPointer } from '../pure/pointer';
import { isSecretName, secretPlaces } from '../pure/secret-reference';
import { faultAt, type Path } from './faults';

const MAX_DEPTH = 64;
/** steps, 0, tasks, 0, input */
const INPUT_PATH_LENGTH = 5;

export interface ReferenceFindings {
  faults: FieldFault[];
  /** Members beside a reference that mean nothing: the older /run-job forgives them. */
  unknown: FieldFault[];
}

/** Looks for `$fromState`, `$fromItem`, `$index`, `$stateURL` and `$secret` at any depth of an input, and at how they are written. */
export function findReferences(input: unknown, path: Path): ReferenceFindings {
  const findings: ReferenceFindings = { faults: [], unknown: [] };
  visit(input, path, MAX_DEPTH, findings);
  return findings;
}

function visit(value: unknown, path: Path, levels: number, findings: ReferenceFindings): void {
  if (typeof value !== 'object' || value === null) return;
  if (levels === 0) {
    findings.faults.push(faultAt(path, `expected at most ${MAX_DEPTH} levels`));
  } else if (!isReference(value, path, levels, findings)) {
    for (const [key, member] of Object.entries(value)) {
      if (typeof member === 'object') visit(member, [...path, key], levels - 1, findings);
    }
  }
}

/** What takes the place of an object with this member is not part of the input: only its default is looked into. */
function isReference(value: object, path: Path, levels: number, findings: ReferenceFindings): boolean {
  if (!isJsonObject(value)) return false;
  for (const kind of LOOK_UPS) {
    if (Object.hasOwn(value, kind)) return checkLookUp(kind, value, path, levels, findings);
  }
  for (const kind of MARKS) {
    if (Object.hasOwn(value, kind)) return checkMark(kind, value, path, findings);
  }
  return Object.hasOwn(value, '$secret') && checkSecret(value, path, findings);
}

const LOOK_UPS = ['$fromState', '$fromItem'] as const;
const MARKS = ['$stateURL', '$index'] as const;
type LookUp = (typeof LOOK_UPS)[number];
type Mark = (typeof MARKS)[number];

function checkLookUp(
  kind: LookUp,
  reference: JsonObject,
  path: Path,
  levels: number,
  findings: ReferenceFindings,
): true {
  const { faults, unknown } = findings;
  if (!isPointer(reference[kind])) {
    faults.push(faultAt([...path, kind], 'expected a JSON pointer (RFC 6901), such as "/order/id"'));
  }
  for (const name of Object.keys(reference)) {
    if (name === kind || name === 'default') continue;
    unknown.push(faultAt([...path, name], `unknown field: expected only ${kind} and default`));
  }
  if (secretPlaces(reference.default).length > 0) {
    faults.push(faultAt([...path, 'default'], 'expected no $secret: a default is data like what it stands in for'));
  } else {
    // It may refer to something else in turn.
    visit(reference.default, [...path, 'default'], levels - 1, findings);
  }
  return true;
}

function checkMark(kind: Mark, reference: JsonObject, path: Path, { faults }: ReferenceFindings): true {
  if (reference[kind] !== true || Object.keys(reference).length > 1) {
    faults.push(faultAt(path, `expected exactly {"${kind}": true}`));
  }
  return true;
}

function checkSecret(reference: JsonObject, path: Path, { faults }: ReferenceFindings): true {
  if (!isSecretName(reference.$secret) || Object.keys(reference).length > 1) {
    faults.push(faultAt(path, 'expected exactly {"$secret": "<name>"}: letters, digits, dot, dash and underscore'));
  } else if (!isPointer(formatPointer(path))) {
    faults.push(faultAt(path, 'expected a place that a JSON pointer may name'));
  } else if (path.length === INPUT_PATH_LENGTH) {
    faults.push(faultAt(path, 'expected an object: a secret can be a member of the input, not the input'));
  }
  return true;
}
