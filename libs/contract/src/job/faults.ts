import type { FieldFault } from '../errors/field-fault';
import { isJsonObject } from '../pure/json';
import { formatPointer } from '../pure/pointer';

export type Path = readonly (string | number)[];

export function faultAt(path: Path, message: string): FieldFault {
  return { pointer: formatPointer(path), message };
}

/**
 * The objects of a list with their positions. The rules of a job run even where its fields are wrong, so that all
 * faults are told at once; what is no object has been told already.
 */
export function objectsIn<T extends object>(list: readonly T[] | undefined): [index: number, item: T][] {
  if (!Array.isArray(list)) return [];
  return [...(list as T[]).entries()].filter(([, item]) => isJsonObject(item));
}
