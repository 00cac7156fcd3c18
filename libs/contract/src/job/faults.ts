import type { FieldFault } from '../errors/field-fault';
import { isJsonObject } from '../pure/json';
import { formatPointer } from '../pure/pointer';

export type Path = readonly (string | number)[];

/** What the rules of a job document find in it. */
export interface Findings {
  faults: FieldFault[];
  /** Faults that are only warnings to the older /run-job. */
  forgivable: FieldFault[];
  /** What is allowed, and fails or loses something later. */
  warnings: FieldFault[];
}

export function findings(found: Partial<Findings> = {}): Findings {
  return { faults: [], forgivable: [], warnings: [], ...found };
}

export function faultAt(path: Path, message: string): FieldFault {
  return { pointer: formatPointer(path), message };
}

/**
 * The objects of a list with their positions. The rules of a job run even where its fields are wrong, so that all
 * faults are told at once; what is no object has been told already.
 */
export function objectsIn<T extends object>(list: readonly T[] | undefined): [index: number, item: T][] {
  const found: [number, T][] = [];
  if (!Array.isArray(list)) return found;
  (list as T[]).forEach((item, index) => isJsonObject(item) && found.push([index, item]));
  return found;
}

/** Those that are not disabled. */
export function enabledIn<T extends { enabled?: boolean }>(list: readonly T[] | undefined): [index: number, item: T][] {
  return objectsIn(list).filter(([, { enabled }]) => enabled !== false);
}
