/** A new key is published for so long before it signs: whoever verifies has read it by then. */
const WARM_UP_MS = 15 * 60_000;
/** A key that no longer signs stays published for so long: what it signed last may still be under way. */
const COOL_DOWN_MS = 24 * 60 * 60_000;

interface Key {
  readonly id: string;
  readonly createdAt: number;
}

export interface Rotation<K> {
  /** Null when there is no key at all. */
  readonly signing: K | null;
  readonly published: readonly K[];
  readonly retired: readonly K[];
  /** Whether it is time for another one. */
  readonly due: boolean;
}

/** Which of these keys signs now, and which are published. The same for all who see the same keys at the same time. */
export function rotationOf<K extends Key>(keys: readonly K[], now: number, maxAgeMs: number): Rotation<K> {
  const sorted = [...keys].sort((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id));
  const signing = sorted.filter(({ createdAt }) => createdAt <= now - WARM_UP_MS).at(-1) ?? sorted[0] ?? null;
  const isRetired = (index: number): boolean => {
    const next = sorted[index + 1];
    return next !== undefined && next.createdAt <= now - WARM_UP_MS - COOL_DOWN_MS;
  };
  const newest = sorted.at(-1);
  return {
    signing,
    published: sorted.filter((_, index) => !isRetired(index)),
    retired: sorted.filter((_, index) => isRetired(index)),
    due: newest === undefined || newest.createdAt <= now - maxAgeMs,
  };
}
