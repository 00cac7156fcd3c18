import type { JsonObject } from './json';

/** Up to so many members it does not matter how an object comes to be. */
const FEW = 1_000;
/** A whole number that V8 may keep as an index, and great enough for gaps to cost something. */
const INDEX = /^[1-9]\d{3,9}$/;
/** The greatest index there is. */
const GREATEST = 4_294_967_294;
const spread = new WeakSet<object>();

/** An object of these members, in time that grows with their number alone, whatever they are called. */
export function objectOf(members: readonly (readonly [name: string, value: unknown])[]): JsonObject {
  if (members.length <= FEW) return Object.fromEntries(members);
  const object: JsonObject = {};
  for (const [name, value] of members) setMember(object, name, value);
  return object;
}

/** Makes a member the object's own, whatever its name: to assign one named __proto__ would not. */
export function setMember(object: JsonObject, name: string, value: unknown): void {
  if (INDEX.test(name) && !spread.has(object)) spreadOut(object);
  if (name === '__proto__') Object.defineProperty(object, name, { value, ...OWN });
  else object[name] = value;
}

/**
 * V8 keeps names that are whole numbers as an array, which it makes anew at every gap, unless it saw once how far apart
 * they may be: then 240,000 of them take a tenth of the time.
 */
function spreadOut(object: JsonObject): void {
  spread.add(object);
  if (Object.hasOwn(object, GREATEST)) return;
  object[GREATEST] = undefined;
  delete object[GREATEST];
}

const OWN = { configurable: true, enumerable: true, writable: true };

/** An object of the members of both; where both have one, that of the second. */
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
