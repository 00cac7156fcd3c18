import { deepEqual, formatPointer, getAt, isJsonObject, parsePointer, removeAt, setAt } from '#contract/pure';
import { type TakeBackOperation, type Write } from '../model/state-write';
import { type PatchOperation } from '../model/effects';
import { locate } from './locate-write';

export interface TakeBack {
  readonly operations: readonly TakeBackOperation[];
  /** Pointers that were left alone, because what the step left is not there any more, or cannot be told apart from other items. */
  readonly kept: readonly string[];
}

/** The patch that takes a step's writes back, newest first, where they still are as the step left them. */
export function takeBack(document: unknown, writes: readonly Write[]): TakeBack {
  let current = document;
  const copies = new Set<object>();
  const operations: TakeBackOperation[] = [];
  const kept: string[] = [];
  for (const [of, write] of [...writes.entries()].reverse()) {
    const undo = undoOf(current, write);
    if (undo === 'kept') kept.push(write.path);
    if (undo === null || undo === 'kept') continue;
    current =
      undo.op === 'remove' ? removeAt(current, undo.path, copies) : setAt(current, undo.path, write.previous, copies);
    operations.push({ ...undo, of });
  }
  return { operations, kept };
}

/** The operations as a patch. The journal has the previous values in the write already. */
export function patchOf(operations: readonly TakeBackOperation[], writes: readonly Write[]): PatchOperation[] {
  return operations.map(({ op, path, of }) =>
    op === 'remove' ? { op, path } : { op, path, value: writes[of]?.previous ?? null },
  );
}

function undoOf(current: unknown, write: Write): Omit<TakeBackOperation, 'of'> | null | 'kept' {
  if (write.existed && deepEqual(write.previous, write.value)) return null;
  const place = locate(current, write);
  if (place === null) return 'kept';
  const now = getAt(current, place);
  if (!deepEqual(now, write.value)) return isAsBefore(now, write) ? null : 'kept';
  if (write.existed) return { op: 'replace', path: formatPointer(place) };
  return { op: 'remove', path: emptiedAncestor(current, place, write) };
}

function isAsBefore(now: unknown, write: Write): boolean {
  return write.existed ? deepEqual(now, write.previous) : now === undefined;
}

/** The highest ancestor this write had made that holds nothing else: it goes too. */
function emptiedAncestor(document: unknown, place: readonly string[], { made }: Write): string {
  const floor = made === null ? place.length : parsePointer(made).length;
  let length = place.length;
  while (length > floor && holdsOne(getAt(document, place.slice(0, length - 1)))) length -= 1;
  return formatPointer(place.slice(0, length));
}

function holdsOne(parent: unknown): boolean {
  if (Array.isArray(parent)) return parent.length === 1;
  return isJsonObject(parent) && Object.keys(parent).length === 1;
}
