import { formatPointer } from '#contract/pure';

type Path = readonly (string | number)[];

/** Returns the path of the first value that does not match; undefined if all do. Other members may have any value. */
export type Shape = (value: unknown, path?: Path) => Path | undefined;

export const text: Shape = (value, path = []) => (typeof value === 'string' ? undefined : path);
export const number: Shape = (value, path = []) => (typeof value === 'number' ? undefined : path);
export const flag: Shape = (value, path = []) => (typeof value === 'boolean' ? undefined : path);
export const nothing: Shape = () => undefined;

export function either(...shapes: Shape[]): Shape {
  return (value, path = []) => (shapes.some((shape) => shape(value) === undefined) ? undefined : path);
}

export function list(item: Shape): Shape {
  return (value, path = []) => {
    if (!Array.isArray(value)) return path;
    return first(
      value.map((entry, index) => [index, entry, item] as const),
      path,
    );
  };
}

/** An object with at least these members, and of `optional` ones those that are there. */
export function object(members: Record<string, Shape>, optional: Record<string, Shape> = {}): Shape {
  return (value, path = []) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return path;
    const given = value as Record<string, unknown>;
    const present = Object.entries(optional).filter(([name]) => given[name] !== undefined);
    return first(
      [...Object.entries(members), ...present].map(([name, shape]) => [name, given[name], shape] as const),
      path,
    );
  };
}

/** In words, where a value differs from a shape; undefined: nowhere. */
export function mismatch(value: unknown, shape: Shape): string | undefined {
  const path = shape(value);
  return path === undefined ? undefined : formatPointer(path) || 'the whole of it';
}

function first(parts: (readonly [string | number, unknown, Shape])[], path: Path): Path | undefined {
  for (const [key, value, shape] of parts) {
    const found = shape(value, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}
