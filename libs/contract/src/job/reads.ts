import type { Condition } from '../dto/job/condition.dto';
import type { StepDto } from '../dto/job/step.dto';
import type { TaskDto } from '../dto/job/task.dto';
import { formatPointers } from '../pure/format-text';
import { isJsonObject } from '../pure/json';
import { placesIn } from '../pure/places';
import { isPointer, parsePointer } from '../pure/pointer';
import { callsOf } from './calls';
import { type FaultSearch, objectsIn, type Path } from './faults';

/** Conditions may nest themselves. */
const MAX_DEPTH = 64;

/** One value of the state document that a task reads. */
export interface DocumentRead {
  readonly pointer: string;
  readonly tokens: readonly string[];
  /** Pointer to the reference in the job document. */
  readonly path: Path;
  readonly hasDefault: boolean;
}

/** What the inputs of a task and of its alternatives, and its `forEach`, read from the state document. */
export function* readsOf(task: TaskDto, path: Path): FaultSearch<DocumentRead> {
  if (isJsonObject(task.forEach)) yield* fromState(task.forEach, [...path, 'forEach']);
  if (task.of !== undefined) return;
  for (const [{ input }, at] of callsOf(task, path)) yield* fromState(input, [...at, 'input']);
}

/** What a step that waits for a time reads. */
export function readsOfWait({ wait }: StepDto, path: Path): FaultSearch<DocumentRead> {
  return fromState(wait?.until, [...path, 'wait', 'until']);
}

function* fromState(value: unknown, path: Path): FaultSearch<DocumentRead> {
  for (const place of placesIn(value, membersBesideReference)) {
    const { value: node } = place;
    yield;
    if (!isJsonObject(node)) continue;
    const at = (name: string) => [...place.pathFrom(path), name];
    if (Object.hasOwn(node, '$fromState')) {
      yield readAt(node.$fromState, at('$fromState'), Object.hasOwn(node, 'default'));
    } else if (!Object.hasOwn(node, '$literal') && typeof node.$format === 'string') {
      for (const pointer of formatPointers(node.$format)) yield readAt(pointer, at('$format'), false);
    }
  }
}

/** What is replaced as a whole, or passed through, is not looked into. */
function membersBesideReference(value: object): readonly string[] | undefined {
  if (!isJsonObject(value)) return undefined;
  const isReplaced = Object.hasOwn(value, '$fromState') || Object.hasOwn(value, '$literal');
  return isReplaced || typeof value.$format === 'string' ? [] : undefined;
}

/** The values a condition compares; `exists` expects that a value may be missing. */
export function* readsOfCondition(
  condition: Condition | undefined,
  path: Path,
  levels = MAX_DEPTH,
): FaultSearch<DocumentRead> {
  if (!isJsonObject(condition) || levels === 0) return;
  const { not, all, any } = condition as Condition;
  yield;
  for (const name of COMPARISONS) {
    const operands: unknown = condition[name];
    if (Array.isArray(operands)) yield readAt(operands[0], [...path, name, 0], false);
  }
  yield* readsOfCondition(not, [...path, 'not'], levels - 1);
  for (const [name, parts] of Object.entries({ all, any })) {
    for (const [index, part] of objectsIn(parts)) yield* readsOfCondition(part, [...path, name, index], levels - 1);
  }
}

const COMPARISONS = ['equals', 'in', 'gt', 'gte', 'lt', 'lte'] as const;

function readAt(pointer: unknown, path: Path, hasDefault: boolean): DocumentRead | undefined {
  return isPointer(pointer) ? { pointer, tokens: parsePointer(pointer), path, hasDefault } : undefined;
}

/** Whether a service receives the address of the state document: then it may write anything there. */
export function* usesStateUrl(task: TaskDto): FaultSearch<true> {
  for (const [{ input }] of callsOf(task, [])) {
    for (const { value } of placesIn(input, (node) => (Object.hasOwn(node, '$literal') ? [] : undefined))) {
      yield isJsonObject(value) && value.$stateURL === true ? true : undefined;
    }
  }
}
