import type { FieldFault } from '../errors/field-fault';
import { isJsonObject, type JsonObject } from '../pure/json';
import { isPointer } from '../pure/pointer';
import { faultAt, type Path } from './faults';

const MAX_DEPTH = 64;

export interface ReferenceFindings {
  faults: FieldFault[];
  /** Members beside a reference that mean nothing: the older /run-job forgives them. */
  unknown: FieldFault[];
}

/** Looks for `$fromState`, `$fromItem`, `$index` and `$stateURL` at any depth of an input, and at how they are written. */
export function findReferences(input: unknown, path: Path): ReferenceFindings {
  const findings: ReferenceFindings = { faults: [], unknown: [] };
  visit(input, path, MAX_DEPTH, findings);
  return findings;
}

function visit(value: unknown, path: Path, levels: number, findings: ReferenceFindings): void {
  if (typeof value !== 'object' || value === null) return;
  if (levels === 0) {
    findings.faults.push(faultAt(path, `expected at most ${MAX_DEPTH} levels`));
  } else if (!isReference(value, path, findings)) {
    for (const [key, member] of Object.entries(value)) visit(member, [...path, key], levels - 1, findings);
  }
}

/** What takes the place of an object with this member is not part of the input: it is not looked into. */
function isReference(value: object, path: Path, findings: ReferenceFindings): boolean {
  if (!isJsonObject(value)) return false;
  for (const kind of LOOK_UPS) {
    if (Object.hasOwn(value, kind)) return checkLookUp(kind, value, path, findings);
  }
  for (const kind of MARKS) {
    if (Object.hasOwn(value, kind)) return checkMark(kind, value, path, findings);
  }
  return false;
}

const LOOK_UPS = ['$fromState', '$fromItem'] as const;
const MARKS = ['$stateURL', '$index'] as const;
type LookUp = (typeof LOOK_UPS)[number];
type Mark = (typeof MARKS)[number];

function checkLookUp(kind: LookUp, reference: JsonObject, path: Path, { faults, unknown }: ReferenceFindings): true {
  if (!isPointer(reference[kind])) {
    faults.push(faultAt([...path, kind], 'expected a JSON pointer (RFC 6901), such as "/order/id"'));
  }
  for (const name of Object.keys(reference)) {
    if (name === kind || name === 'default') continue;
    unknown.push(faultAt([...path, name], `unknown field: expected only ${kind} and default`));
  }
  return true;
}

function checkMark(kind: Mark, reference: JsonObject, path: Path, { faults }: ReferenceFindings): true {
  if (reference[kind] !== true || Object.keys(reference).length > 1) {
    faults.push(faultAt(path, `expected exactly {"${kind}": true}`));
  }
  return true;
}
