import { objectOf } from '#contract';

/** What may be changed in place without changing what it was taken from. */
export function copyJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyJson);
  // Every member becomes the copy's own, whatever its name: to assign one named __proto__ would not.
  return objectOf(Object.entries(value).map(([name, member]) => [name, copyJson(member)]));
}
