import type { StoreResult } from '../dto/job/store-result.dto';
import type { TaskDto } from '../dto/job/task.dto';
import { formatPointer, isPointer, parsePointer } from '../pure/pointer';
import { type FaultSearch, objectsIn, type Path } from './faults';

/** One place in the state document that a task writes to. */
export interface Store {
  readonly pointer: string;
  readonly tokens: readonly string[];
  /** Pointer to the rule in the job document. */
  readonly path: Path;
  /** Whether the task may succeed without writing there. */
  readonly conditional: boolean;
}

export function* storesOf(
  { storeResultAt, when }: Pick<TaskDto, 'storeResultAt' | 'when'>,
  path: Path,
): FaultSearch<Store> {
  const at = [...path, 'storeResultAt'];
  if (typeof storeResultAt === 'string') yield storeAt(storeResultAt, at, when !== undefined);
  else if (Array.isArray(storeResultAt)) {
    for (const [index, rule] of objectsIn(storeResultAt)) yield storeOf(rule, [...at, index], when !== undefined);
  } else if (typeof storeResultAt === 'object') yield storeOf(storeResultAt, at, when !== undefined);
}

function storeOf({ targetPath, onlyOnStatus }: StoreResult, path: Path, conditional: boolean): Store | undefined {
  return storeAt(targetPath, [...path, 'targetPath'], conditional || onlyOnStatus !== undefined);
}

function storeAt(pointer: unknown, path: Path, conditional: boolean): Store | undefined {
  return isPointer(pointer) ? { pointer, tokens: parsePointer(pointer), path, conditional } : undefined;
}

/** A pointer's text and those of all its ancestors, longest first. */
export function withAncestors(tokens: readonly string[]): string[] {
  let key = '';
  return [key, ...tokens.map((token) => (key += formatPointer([token])))].reverse();
}

export function tokensKey(tokens: readonly string[]): string {
  return formatPointer(tokens);
}
