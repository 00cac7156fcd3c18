import { isJsonObject, type JsonObject, removeAt, setAt } from '#contract/pure';
import type { Mapped } from './mapped';

export type Side = 'term' | 'field';

/** Moves members from where one side has them to where the other side expects them; others stay where they are. */
export function rename(value: JsonObject, mapped: readonly Mapped[], from: Side): JsonObject {
  const to: Side = from === 'term' ? 'field' : 'term';
  const found = mapped
    .map((one) => ({ one, value: memberAt(value, one[from]) }))
    .filter((moved) => moved.value !== undefined);
  let renamed: unknown = value;
  for (const { one } of found) renamed = without(renamed, one[from]);
  // A member that is called like a term, and is not that term, would be taken for it.
  for (const one of mapped) renamed = without(renamed, one[to]);
  for (const { one, value: member } of found) {
    renamed = setAt(cleared(renamed, one[to]), one[to], one.items ? renameItems(member, one.items, from) : member);
  }
  return renamed as JsonObject;
}

function renameItems(value: unknown, items: readonly Mapped[], from: Side): unknown {
  if (Array.isArray(value)) return value.map((item) => renameItems(item, items, from));
  return isJsonObject(value) ? rename(value, items, from) : value;
}

function memberAt(value: unknown, path: readonly string[]): unknown {
  let member = value;
  for (const name of path) {
    if (!isJsonObject(member) || !Object.hasOwn(member, name)) return undefined;
    member = member[name];
  }
  return member;
}

/** Objects that are empty without it go with it. */
function without(value: unknown, path: readonly string[]): unknown {
  if (memberAt(value, path) === undefined) return value;
  const left = removeAt(value, path);
  const above = path.slice(0, -1);
  const parent = memberAt(left, above);
  return above.length > 0 && isJsonObject(parent) && Object.keys(parent).length === 0 ? without(left, above) : left;
}

/** A scalar on the way cannot have members: it makes room. */
function cleared(value: unknown, path: readonly string[]): unknown {
  for (let length = 1; length < path.length; length++) {
    const above = memberAt(value, path.slice(0, length));
    if (above !== undefined && !isJsonObject(above)) return removeAt(value, path.slice(0, length));
  }
  return value;
}
