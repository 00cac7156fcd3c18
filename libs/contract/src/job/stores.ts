import type { StoreResult } from '../dto/job/store-result.dto';
import type { TaskDto } from '../dto/job/task.dto';
import { isPointer, parsePointer } from '../pure/pointer';
import { objectsIn, type Path } from './faults';

/** One place in the state document that a task writes to. */
export interface Store {
  readonly pointer: string;
  readonly tokens: readonly string[];
  /** Pointer to the rule in the job document. */
  readonly path: Path;
  /** Whether the task may succeed without writing there. */
  readonly conditional: boolean;
}

export function storesOf(task: TaskDto, path: Path): Store[] {
  const { storeResultAt, when } = task;
  const at = [...path, 'storeResultAt'];
  if (typeof storeResultAt === 'string') return storeAt(storeResultAt, at, when !== undefined);
  const rules: [StoreResult, Path][] = Array.isArray(storeResultAt)
    ? objectsIn(storeResultAt).map(([index, rule]) => [rule, [...at, index]])
    : typeof storeResultAt === 'object'
      ? [[storeResultAt, at]]
      : [];
  return rules.flatMap(([{ targetPath, onlyOnStatus }, rulePath]) =>
    storeAt(targetPath, [...rulePath, 'targetPath'], when !== undefined || onlyOnStatus !== undefined),
  );
}

function storeAt(pointer: unknown, path: Path, conditional: boolean): Store[] {
  return isPointer(pointer) ? [{ pointer, tokens: parsePointer(pointer), path, conditional }] : [];
}

/** A pointer's text and those of all its ancestors, longest first. */
export function withAncestors(tokens: readonly string[]): string[] {
  return Array.from({ length: tokens.length + 1 }, (_, above) => tokensKey(tokens.slice(0, tokens.length - above)));
}

export function tokensKey(tokens: readonly string[]): string {
  return JSON.stringify(tokens);
}
