import { deepEqual, getAt, parsePointer } from '#contract/pure';
import { type ElementMarks, type Write } from '../model/state-write';

const ITEM = /^(-|0|[1-9]\d*)$/;

/** At most so many items are compared for one write: an undo must not block other jobs. */
const MOST_LOOKED_AT = 10_000;

/**
 * Where a step's write is now. Others may have shifted the arrays on its path, so an item is identified by its value,
 * or by its other members; null if it is gone or ambiguous.
 */
export function locate(document: unknown, write: Write): readonly string[] | null {
  const place: string[] = [];
  let node = document;
  for (const [depth, token] of parsePointer(write.path).entries()) {
    const found = Array.isArray(node) && ITEM.test(token) ? findItem(node, token, depth + 1, write) : token;
    if (found === null) return null;
    place.push(String(found));
    node = getAt(node, [String(found)]);
  }
  return place;
}

const UNMARKED = { marks: [], length: 0 };

function findItem(items: readonly unknown[], token: string, depth: number, write: Write): number | null {
  const at = token === '-' ? items.length : Number(token);
  const rest = parsePointer(write.path).slice(depth);
  const isLeft = holderOf(rest, write.value);
  if (rest.length === 0) return findValue(items, at, isLeft, write);
  const element = write.elements?.find((one) => one.depth === depth) ?? UNMARKED;
  return findElement(items, at, isLeft, element);
}

/** Tells an item that holds the value at the path from it, whichever items of further arrays that leads through now. */
function holderOf(path: readonly string[], value: unknown): (item: unknown) => boolean {
  let looks = MOST_LOOKED_AT;
  const holds = (node: unknown, depth: number): boolean => {
    const token = path[depth];
    if (token === undefined) return deepEqual(node, value);
    if (!Array.isArray(node) || !ITEM.test(token)) return holds(getAt(node, [token]), depth + 1);
    return node.some((item) => looks-- > 0 && holds(item, depth + 1));
  };
  return (item) => holds(item, 0);
}

/** One of several equal items is as good as another where it only goes; what is put back must go to its own place. */
function findValue(
  items: readonly unknown[],
  at: number,
  isLeft: (item: unknown) => boolean,
  { existed, previous }: Write,
): number | null {
  if (isLeft(items[at])) return at;
  let found: number | null = null;
  for (const index of nearestFirst(items.length, at)) {
    if (!isLeft(items[index])) continue;
    if (!existed) return index;
    if (found !== null) return null;
    found = index;
  }
  return found ?? (existed && deepEqual(items[at], previous) ? at : null);
}

/**
 * The item that bears the most of its marks, where it was or nowhere else; not where only others hold the value. Where
 * none bears any, others changed them all: it is the only one that holds the value, and where it was, if none has been
 * taken out of the array.
 */
function findElement(
  items: readonly unknown[],
  at: number,
  isLeft: (item: unknown) => boolean,
  { marks, length }: Omit<ElementMarks, 'depth'>,
): number | null {
  const rank = (item: unknown): number => {
    const borne = marks.filter(([member, value]) => bears(item, member, value)).length;
    return 2 * borne + (isLeft(item) ? 1 : 0);
  };
  const there = at < items.length ? rank(items[at]) : 0;
  if (there === 2 * marks.length + 1) return at;
  const best = bestOf(items, at, there, rank);
  if (best.isLost) return null;
  const isAt = best.index === at;
  if (best.rank > 1 || marks.length === 0) return isAt || best.isOnly ? best.index : null;
  return best.rank > 0 && isAt && best.isOnly && items.length >= length ? at : null;
}

function bestOf(items: readonly unknown[], at: number, there: number, rank: (item: unknown) => number) {
  let best = { rank: there, index: at, isOnly: true };
  let isHeld = isHolder(there);
  for (const index of nearestFirst(items.length, at)) {
    const other = rank(items[index]);
    isHeld ||= isHolder(other);
    if (other > best.rank) best = { rank: other, index, isOnly: true };
    else if (other === best.rank) best.isOnly = false;
  }
  // Only others hold the value; or it is gone, or has moved and others changed it.
  return { ...best, isLost: best.index >= items.length || (isHeld && !isHolder(best.rank)) };
}

const isHolder = (rank: number): boolean => rank % 2 === 1;

/** The items of an array may have been shifted themselves. */
function bears(item: unknown, member: string, value: unknown): boolean {
  return Array.isArray(item) ? item.includes(value) : getAt(item, [member]) === value;
}

/** All other indices, from the one that is meant to the ends. */
function* nearestFirst(length: number, at: number): Generator<number> {
  const farthest = Math.min(Math.max(at, length - at), MOST_LOOKED_AT / 2);
  for (let distance = 1; distance <= farthest; distance++) {
    if (at - distance >= 0 && at - distance < length) yield at - distance;
    if (at + distance < length) yield at + distance;
  }
}
