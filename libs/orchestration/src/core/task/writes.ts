import { formatPointer, getAt, isForbiddenMember, isJsonObject, parsePointer, setAt } from '#contract/pure';
import { type ElementMarks, type Write } from '../model/state-write';
import { type StoredValue } from './results';

/** A value, and the position of the task in its step that stores it; absent for the body of a signal. */
export interface ValueOfStep extends StoredValue {
  readonly task?: number;
}

/**
 * What a step is about to write, with the previous values, so that it can be taken back. Later writes see earlier ones
 * of the same step.
 * @throws PointerError when a target has no place in the document.
 */
export function planWrites(document: unknown, values: readonly ValueOfStep[]): Write[] {
  let current = document;
  const copies = new Set<object>();
  const written = new Map<string, number>();
  return values.map(({ targetPath: target, value, task, rule }, position) => {
    const path = concretePath(current, target);
    const previous = getAt(current, path);
    const made = previous === undefined ? highestMissing(current, path) : null;
    const elements = elementsOn(current, path);
    current = setAt(current, target, value, copies);
    const before = written.get(path);
    written.set(path, position);
    return {
      path,
      value,
      existed: previous !== undefined,
      previous: previous ?? null,
      made,
      ...(task !== undefined && { task }),
      rule,
      ...(before !== undefined && values[before]?.value === previous && { previousOf: before }),
      ...(path !== target && { target }),
      ...(elements.length > 0 && { elements }),
    };
  });
}

/** The patch operation of a write: an appended item is added with everything created for it, the array included. */
export function writeOperation({ path, value, made, target }: Write): {
  readonly path: string;
  readonly value: unknown;
} {
  if (target === undefined) return { path, value };
  const tokens = parsePointer(path);
  const wanted = parsePointer(target);
  const appended = tokens.findIndex((token, depth) => token !== wanted[depth]);
  const isArrayThere = made !== null && parsePointer(made).length > appended;
  const depth = isArrayThere ? appended + 1 : appended;
  return { path: formatPointer(tokens.slice(0, depth)), value: setAt(undefined, wanted.slice(depth), value) };
}

/** An index that means "append" becomes the number it stands for: writing twice must not append twice. */
function concretePath(document: unknown, path: string): string {
  let node = document;
  const tokens = parsePointer(path).map((token) => {
    const appends = token === '-' && (node === undefined || Array.isArray(node));
    const concrete = appends ? String(Array.isArray(node) ? node.length : 0) : token;
    node = getAt(node, [concrete]);
    return concrete;
  });
  return formatPointer(tokens);
}

function highestMissing(document: unknown, path: string): string {
  const tokens = parsePointer(path);
  const length = tokens.findIndex((_, index) => getAt(document, tokens.slice(0, index + 1)) === undefined) + 1;
  return formatPointer(tokens.slice(0, length));
}

/** The items of arrays that the path goes through, and by what each is known again when it stands elsewhere. */
function elementsOn(document: unknown, path: string): ElementMarks[] {
  const tokens = parsePointer(path);
  const elements: ElementMarks[] = [];
  let node = document;
  for (const [at, token] of tokens.slice(0, -1).entries()) {
    const length = Array.isArray(node) ? node.length : null;
    node = getAt(node, [token]);
    if (length === null || node === undefined) continue;
    elements.push({ depth: at + 1, length, marks: marksOf(node, tokens[at + 1]) });
  }
  return elements;
}

const MOST_MARKS = 8;
const LONGEST_MARK = 100;

/** The first few short scalars that are not written to. */
function marksOf(element: unknown, except: string | undefined): ElementMarks['marks'] {
  const marks: [string, string | number | boolean | null][] = [];
  if (!Array.isArray(element) && !isJsonObject(element)) return marks;
  for (const [member, value] of Object.entries(element) as [string, unknown][]) {
    if (marks.length === MOST_MARKS) break;
    if (member !== except && !isForbiddenMember(member) && isMark(value)) marks.push([member, value]);
  }
  return marks;
}

function isMark(value: unknown): value is string | number | boolean | null {
  if (typeof value === 'string') return value.length <= LONGEST_MARK;
  return value === null || typeof value === 'number' || typeof value === 'boolean';
}
