/** RFC 3339 in UTC. */
export function rfc3339(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

type Optional<T> = { [K in keyof T]?: Exclude<T[K], null | undefined> };

/** Leaves out members that have no value. */
export function optional<T extends object>(members: T): Optional<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value != null)) as Optional<T>;
}
