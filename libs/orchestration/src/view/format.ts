import type { Labels } from '#contract';

/** RFC 3339 in UTC. */
export function rfc3339(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** Labels as a view has them: not at all where there are none. */
export function shownLabels(labels: Labels): Labels | null {
  return Object.keys(labels).length > 0 ? labels : null;
}

type Optional<T> = { [K in keyof T]?: Exclude<T[K], null | undefined> };

/** Omits members without a value. */
export function optional<T extends object>(members: T): Optional<T> {
  const given: Partial<T> = {};
  // Called for every attempt of every task of a view.
  for (const name in members) if (members[name] != null) given[name] = members[name];
  return given as Optional<T>;
}
