import { objectOf } from '#contract';

/** A copy that may be changed in place. */
export function copyJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyJson);
  // Every member becomes an own one, whatever its name: plain assignment to __proto__ would not.
  return objectOf(Object.entries(value).map(([name, member]) => [name, copyJson(member)]));
}
