/** How long a new key is published before it signs: services have read it by then. */
const WARM_UP_MS = 15 * 60_000;
/** How long a key stays published after it signs no more: its last signatures may still arrive. */
const COOL_DOWN_MS = 24 * 60 * 60_000;

interface Key {
  readonly id: string;
  readonly createdAt: number;
}

export interface Rotation<K> {
  /** Null if there is no key. */
  readonly signing: K | null;
  readonly published: readonly K[];
  readonly retired: readonly K[];
  /** Whether a new key is due. */
  readonly due: boolean;
}

/** Which of these keys signs now, and which are published. All replicas decide the same. */
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
