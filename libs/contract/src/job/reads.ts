import type { Condition } from '../dto/job/condition.dto';
import type { TaskDto } from '../dto/job/task.dto';
import { formatPointers } from '../pure/format-text';
import { isJsonObject } from '../pure/json';
import { isPointer, parsePointer } from '../pure/pointer';
import { objectsIn, type Path } from './faults';

const MAX_DEPTH = 64;

/** One value of the state document that a task reads. */
export interface StateRead {
  readonly pointer: string;
  readonly tokens: readonly string[];
  /** Pointer to the reference in the job document. */
  readonly path: Path;
  readonly hasDefault: boolean;
}

/** What the input of a task and its `forEach` read from the state document. */
export function readsOf({ input, forEach, of }: TaskDto, path: Path): StateRead[] {
  const items = isJsonObject(forEach) ? fromState(forEach, [...path, 'forEach'], MAX_DEPTH) : [];
  return of === undefined ? [...items, ...fromState(input, [...path, 'input'], MAX_DEPTH)] : items;
}

function fromState(value: unknown, path: Path, levels: number): StateRead[] {
  if (typeof value !== 'object' || value === null || levels === 0) return [];
  if (isJsonObject(value) && Object.hasOwn(value, '$fromState')) {
    return readAt(value.$fromState, [...path, '$fromState'], Object.hasOwn(value, 'default'));
  }
  if (isJsonObject(value) && Object.hasOwn(value, '$literal')) return [];
  if (isJsonObject(value) && typeof value.$format === 'string') {
    return formatPointers(value.$format).flatMap((pointer) => readAt(pointer, [...path, '$format'], false));
  }
  // Most members are no objects: skipping them avoids allocations for large inputs.
  const reads: StateRead[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (typeof member === 'object') reads.push(...fromState(member, [...path, key], levels - 1));
  }
  return reads;
}

/** The values a condition compares; `exists` expects that a value may be missing. */
export function readsOfCondition(condition: Condition | undefined, path: Path, levels = MAX_DEPTH): StateRead[] {
  if (!isJsonObject(condition) || levels === 0) return [];
  const { not, all, any } = condition as Condition;
  return [
    ...COMPARISONS.flatMap((name) => {
      const operands: unknown = condition[name];
      return Array.isArray(operands) ? readAt(operands[0], [...path, name, 0], false) : [];
    }),
    ...readsOfCondition(not, [...path, 'not'], levels - 1),
    ...Object.entries({ all, any }).flatMap(([name, parts]) =>
      objectsIn(parts).flatMap(([index, part]) => readsOfCondition(part, [...path, name, index], levels - 1)),
    ),
  ];
}

const COMPARISONS = ['equals', 'in', 'gt', 'gte', 'lt', 'lte'] as const;

function readAt(pointer: unknown, path: Path, hasDefault: boolean): StateRead[] {
  return isPointer(pointer) ? [{ pointer, tokens: parsePointer(pointer), path, hasDefault }] : [];
}

/** Whether a service receives the address of the state document: then it may write anything there. */
export function usesStateUrl(input: unknown, levels = MAX_DEPTH): boolean {
  if (typeof input !== 'object' || input === null || levels === 0) return false;
  if (isJsonObject(input) && input.$stateURL === true) return true;
  if (isJsonObject(input) && Object.hasOwn(input, '$literal')) return false;
  return Object.values(input).some((member) => usesStateUrl(member, levels - 1));
}
