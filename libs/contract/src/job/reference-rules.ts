import type { FieldFault } from '../errors/field-fault';
import { isJsonObject, type JsonObject } from '../pure/json';
import { isPointer } from '../pure/pointer';
import { faultAt, type Path } from './faults';

const MAX_DEPTH = 64;

export interface ReferenceFindings {
  faults: FieldFault[];
  /** Members beside `$fromState` that mean nothing: the older /run-job forgives them. */
  unknown: FieldFault[];
}

/** Looks for `$fromState` and `$stateURL` at any depth of an input, and at how they are written. */
export function findReferences(input: unknown, path: Path): ReferenceFindings {
  const findings: ReferenceFindings = { faults: [], unknown: [] };
  visit(input, path, MAX_DEPTH, findings);
  return findings;
}

function visit(value: unknown, path: Path, levels: number, findings: ReferenceFindings): void {
  if (typeof value !== 'object' || value === null) return;
  if (levels === 0) {
    findings.faults.push(faultAt(path, `expected at most ${MAX_DEPTH} levels`));
  } else if (isJsonObject(value) && Object.hasOwn(value, '$fromState')) {
    checkFromState(value, path, findings);
  } else if (isJsonObject(value) && Object.hasOwn(value, '$stateURL')) {
    checkStateUrl(value, path, findings);
  } else {
    for (const [key, member] of Object.entries(value)) visit(member, [...path, key], levels - 1, findings);
  }
}

function checkFromState(reference: JsonObject, path: Path, { faults, unknown }: ReferenceFindings): void {
  if (!isPointer(reference.$fromState)) {
    faults.push(faultAt([...path, '$fromState'], 'expected a JSON pointer (RFC 6901), such as "/order/id"'));
  }
  for (const name of Object.keys(reference)) {
    if (name === '$fromState' || name === 'default') continue;
    unknown.push(faultAt([...path, name], 'unknown field: expected only $fromState and default'));
  }
}

function checkStateUrl(reference: JsonObject, path: Path, { faults }: ReferenceFindings): void {
  if (reference.$stateURL !== true || Object.keys(reference).length > 1) {
    faults.push(faultAt(path, 'expected exactly {"$stateURL": true}'));
  }
}
