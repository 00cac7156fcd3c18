import type { FieldFault } from '../errors/field-fault';
import { hasEnoughFaults } from '../errors/first-faults';
import { isJsonObject } from '../pure/json';
import { formatPointer } from '../pure/pointer';

export type Path = readonly (string | number)[];

/** The faults and warnings that the rules of a job document find. */
export interface Findings {
  faults: FieldFault[];
  /** Faults that are only warnings to the older /run-job. */
  forgivable: FieldFault[];
  /** Valid documents that will fail or lose something later. */
  warnings: FieldFault[];
}

/**
 * What a rule finds as it goes through a document, and nothing where it has looked at one thing more: documents may be
 * large, and others have their turn in between.
 */
export type FaultSearch<T = FieldFault> = Iterable<T | undefined>;

/** Of each thing that a rule looks at, what it finds. */
export function* asFindings(kind: keyof Findings, found: FaultSearch): Iterable<Findings> {
  for (const fault of found) yield fault === undefined ? NOTHING : findings({ [kind]: [fault] });
}

/** What a search finds, until that is enough. */
export function* collectingFaults(found: FaultSearch): Generator<void, FieldFault[]> {
  const faults: FieldFault[] = [];
  for (const fault of found) {
    if (fault !== undefined) faults.push(fault);
    if (hasEnoughFaults(faults)) break;
    yield;
  }
  return faults;
}

export function findings(found: Partial<Findings> = {}): Findings {
  return { faults: [], forgivable: [], warnings: [], ...found };
}

const NOTHING = findings();

export function faultAt(path: Path, message: string): FieldFault {
  return { pointer: formatPointer(path), message };
}

/**
 * The objects of a list with their positions. The rules also run where fields are invalid, so that all faults are
 * reported at once; entries that are no objects have been reported already.
 */
export function objectsIn<T extends object>(list: readonly T[] | undefined): [index: number, item: T][] {
  const found: [number, T][] = [];
  if (!Array.isArray(list)) return found;
  (list as T[]).forEach((item, index) => isJsonObject(item) && found.push([index, item]));
  return found;
}

/** The entries that are not disabled. */
export function enabledIn<T extends { enabled?: boolean }>(list: readonly T[] | undefined): [index: number, item: T][] {
  return objectsIn(list).filter(([, { enabled }]) => enabled !== false);
}
