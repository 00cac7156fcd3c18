import type { JsonObject } from './json';

/** Below this many members the construction does not matter. */
const FEW = 1_000;
/** An integer that V8 may keep as an array index, large enough for gaps to be expensive. */
const INDEX = /^[1-9]\d{3,9}$/;
/** The greatest array index. */
const GREATEST = 4_294_967_294;
const spread = new WeakSet<object>();

/** An object of these members, in time linear in their number, whatever their names. */
export function objectOf(members: readonly (readonly [name: string, value: unknown])[]): JsonObject {
  if (members.length <= FEW) return Object.fromEntries(members);
  const object: JsonObject = {};
  for (const [name, value] of members) setMember(object, name, value);
  return object;
}

/** Sets an own member of any name: plain assignment to __proto__ would not. */
export function setMember(object: JsonObject, name: string, value: unknown): void {
  if (INDEX.test(name) && !spread.has(object)) spreadOut(object);
  if (name === '__proto__') Object.defineProperty(object, name, { value, ...OWN });
  else object[name] = value;
}

/**
 * V8 stores integer names in an array and reallocates it at every gap, unless it has seen the range once: then 240,000
 * of them take a tenth of the time.
 */
function spreadOut(object: JsonObject): void {
  spread.add(object);
  if (Object.hasOwn(object, GREATEST)) return;
  object[GREATEST] = undefined;
  delete object[GREATEST];
}

const OWN = { configurable: true, enumerable: true, writable: true };

/** The members of both; the second one's win. */
export function mergeMembers(first: object, second: object): JsonObject {
  return objectOf([...Object.entries(first), ...Object.entries(second)]);
}

/** A copy of an object without one of its members. */
export function withoutMember(object: object, name: string): JsonObject {
  return objectOf(Object.entries(object).filter(([own]) => own !== name));
}

/** A copy of an object, its members as they are. */
export function copyMembers(object: object): JsonObject {
  return Object.keys(object).length <= FEW ? { ...object } : objectOf(Object.entries(object));
}
