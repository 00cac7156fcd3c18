import { formatPointer, isJsonObject } from '#contract';

export interface PointerChange {
  /** RFC 6901. */
  readonly pointer: string;
  readonly change: 'added' | 'changed' | 'removed';
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Where two JSON values differ, at the innermost places; items of arrays are compared by their places. Yields at every value,
 * so that it can be done in time slices.
 */
export function* changedPointers(
  before: unknown,
  after: unknown,
  path: readonly string[] = [],
): Generator<void, PointerChange[]> {
  yield;
  if (before === after) return [];
  const pairs = memberPairs(before, after);
  if (pairs === undefined) return [{ pointer: formatPointer(path), change: 'changed' }];
  const changes: PointerChange[] = [];
  for (const name of new Set(pairs.flatMap((members) => Object.keys(members)))) {
    const [wasThere, isThere] = pairs.map((members) => Object.hasOwn(members, name));
    const at = [...path, name];
    if (wasThere && isThere) changes.push(...(yield* changedPointers(pairs[0][name], pairs[1][name], at)));
    else changes.push({ pointer: formatPointer(at), change: isThere ? 'added' : 'removed' });
  }
  return changes;
}

/** Undefined unless both are objects, or both are arrays. */
function memberPairs(before: unknown, after: unknown): [Members, Members] | undefined {
  if (isJsonObject(before) && isJsonObject(after)) return [before, after];
  const areArrays = Array.isArray(before) && Array.isArray(after);
  return areArrays ? [before as unknown as Members, after as unknown as Members] : undefined;
}
