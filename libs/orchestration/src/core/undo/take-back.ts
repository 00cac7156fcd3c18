import { deepEqual, getAt, isJsonObject, parsePointer, formatPointer, removeAt, setAt } from '#contract/pure';
import { type Write } from '../state';
import { type PatchOperation } from '../task/writes';

export interface TakeBack {
  readonly operations: readonly PatchOperation[];
  /** Pointers that were left alone, because somebody changed them since. */
  readonly kept: readonly string[];
}

/** The patch that takes a step's writes back, newest first, where they still are as the step left them. */
export function takeBack(document: unknown, writes: readonly Write[]): TakeBack {
  let current = document;
  const operations: PatchOperation[] = [];
  const kept: string[] = [];
  for (const write of [...writes].reverse()) {
    const operation = undoOf(current, write);
    if (operation === 'kept') kept.push(write.path);
    if (operation === null || operation === 'kept') continue;
    current =
      operation.op === 'remove' ? removeAt(current, operation.path) : setAt(current, operation.path, operation.value);
    operations.push(operation);
  }
  return { operations, kept };
}

function undoOf(current: unknown, write: Write): PatchOperation | null | 'kept' {
  const now = getAt(current, write.path);
  if (isAsBefore(now, write)) return null;
  if (!deepEqual(now, write.value)) return 'kept';
  if (write.existed) return { op: 'replace', path: write.path, value: write.previous };
  return { op: 'remove', path: emptiedAncestor(current, write) };
}

function isAsBefore(now: unknown, write: Write): boolean {
  return write.existed ? deepEqual(now, write.previous) : now === undefined;
}

/** The highest ancestor this write had made that holds nothing else: it goes too. */
function emptiedAncestor(document: unknown, { path, made }: Write): string {
  const tokens = parsePointer(path);
  const floor = made === null ? tokens.length : parsePointer(made).length;
  let length = tokens.length;
  while (length > floor) {
    const parent = getAt(document, tokens.slice(0, length - 1));
    if (!isJsonObject(parent) || Object.keys(parent).length > 1) break;
    length -= 1;
  }
  return formatPointer(tokens.slice(0, length));
}
