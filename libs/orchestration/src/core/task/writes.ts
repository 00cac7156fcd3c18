import { formatPointer, getAt, parsePointer, setAt } from '#contract/pure';
import { type Write } from '../state';
import { type StoredValue } from './results';

export interface PatchOperation {
  readonly op: 'remove' | 'replace';
  readonly path: string;
  readonly value?: unknown;
}

/**
 * What a step is about to write, with what stood there before, so that it can be taken back. Later writes see what
 * earlier ones of the same step left.
 * @throws PointerError when a target has no place in the document.
 */
export function planWrites(document: unknown, values: readonly StoredValue[]): Write[] {
  let current = document;
  return values.map(({ targetPath, value }) => {
    const path = concretePath(current, targetPath);
    const previous = getAt(current, path);
    const made = previous === undefined ? highestMissing(current, path) : null;
    current = setAt(current, path, value);
    return { path, value, existed: previous !== undefined, previous: previous ?? null, made };
  });
}

/** An index that means "append" becomes the number it stands for: writing twice must not append twice. */
function concretePath(document: unknown, path: string): string {
  const tokens = parsePointer(path);
  if (tokens.at(-1) !== '-') return path;
  const parent = getAt(document, tokens.slice(0, -1));
  return Array.isArray(parent) ? formatPointer([...tokens.slice(0, -1), parent.length]) : path;
}

function highestMissing(document: unknown, path: string): string {
  const tokens = parsePointer(path);
  const length = tokens.findIndex((_, index) => getAt(document, tokens.slice(0, index + 1)) === undefined) + 1;
  return formatPointer(tokens.slice(0, length));
}
