import type { StoreResult } from '../dto/job/store-result.dto';
import type { TaskDto } from '../dto/job/task.dto';
import { formatPointer, isPointer, parsePointer } from '../pure/pointer';
import { callsOf } from './calls';
import { type FaultSearch, objectsIn, type Path } from './faults';

/** One place in the state document that a task writes to. */
export interface Store {
  readonly pointer: string;
  readonly tokens: readonly string[];
  /** Pointer to the rule in the job document. */
  readonly path: Path;
  /** Whether the step may succeed without this being written. */
  readonly conditional: boolean;
}

/** A task, or a step that waits for a signal. */
type StoringTask = Pick<TaskDto, 'storeResultAt' | 'when' | 'onFailure' | 'orElse'>;

export function* storesOf(task: StoringTask, path: Path): FaultSearch<Store> {
  const calls = callsOf(task, path);
  const isElsewhere = calls.slice(1).some(([{ storeResultAt }]) => storeResultAt !== undefined);
  const isSure = task.when === undefined && task.onFailure !== 'continue' && !isElsewhere;
  for (const [{ storeResultAt }, place] of calls) {
    const at = [...place, 'storeResultAt'];
    if (typeof storeResultAt === 'string') yield storeAt(storeResultAt, at, !isSure);
    else if (Array.isArray(storeResultAt)) {
      for (const [index, rule] of objectsIn(storeResultAt)) yield storeOf(rule, [...at, index], !isSure);
    } else if (typeof storeResultAt === 'object') yield storeOf(storeResultAt, at, !isSure);
  }
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
