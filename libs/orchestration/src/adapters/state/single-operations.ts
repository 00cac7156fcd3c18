import { isJsonObject, type JsonObject, parsePointer, removeAt, setAt } from '#contract/pure';
import type { PatchOperation } from '../../core/model/effects';

export type SingleOperation =
  | { readonly op: 'add'; readonly path: string; readonly value: unknown }
  | { readonly op: 'merge'; readonly value: JsonObject };

interface Put {
  readonly path: string;
  readonly value: unknown;
}

/**
 * Puts values with the operations that any keeper of state documents knows: `add` and `merge`, one per request. One is
 * enough if the document is certainly as it was read, or if all values go to its root; others are safe to repeat.
 */
export function putSingly(puts: readonly Put[], certain: unknown): readonly SingleOperation[] {
  const members = puts.map(({ path }) => parsePointer(path));
  if (puts.length > 1 && members.every((tokens) => tokens.length > 0)) {
    const merged = membersAfter(certain ?? {}, puts);
    const isOfRoot = members.every((tokens) => tokens.length === 1);
    if (certain !== undefined || isOfRoot) return [{ op: 'merge', value: merged }];
  }
  return puts.map(({ path, value }) => ({ op: 'add', path, value }));
}

function membersAfter(document: unknown, puts: readonly Put[]): JsonObject {
  const after = puts.reduce((current, { path, value }) => setAt(current, path, value), document);
  return membersOf(after, puts);
}

/** The same for taking values back; null if that is not possible: neither operation removes a member. */
export function takeBackSingly(
  operations: readonly PatchOperation[],
  certain: unknown,
): readonly SingleOperation[] | null {
  if (operations.every(({ op }) => op === 'replace')) {
    return operations.map(({ path, value }) => ({ op: 'add', path, value }));
  }
  const isBelowRoot = operations.every(({ op, path }) => op === 'replace' || parsePointer(path).length > 1);
  if (certain === undefined || !isBelowRoot) return null;
  const after = operations.reduce<unknown>(
    (current, { op, path, value }) => (op === 'remove' ? removeAt(current, path) : setAt(current, path, value)),
    certain,
  );
  return [{ op: 'merge', value: membersOf(after, operations) }];
}

function membersOf(document: unknown, touched: readonly { readonly path: string }[]): JsonObject {
  const names = new Set(touched.map(({ path }) => parsePointer(path)[0]));
  return Object.fromEntries(Object.entries(isJsonObject(document) ? document : {}).filter(([name]) => names.has(name)));
}
