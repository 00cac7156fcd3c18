/** One operation on one register, as its client saw it. Every write has a value of its own. */
export interface Operation {
  readonly kind: 'read' | 'write' | 'swap';
  /** What was read, or is to be written. */
  readonly value: number;
  /** Of a swap: what must stand there for it to be done. */
  readonly expected?: number;
  /** `unknown`: no response came; it may have been done at any time since, or never. */
  readonly outcome: 'ok' | 'refused' | 'unknown';
  readonly calledAt: number;
  /** Infinity where no response came. */
  readonly respondedAt: number;
}

/**
 * Whether there is an order in which the operations, done one by one, give the responses that were given, each between
 * its call and its response. The search of Wing and Gong, remembering where it has been as Lowe does.
 */
export function isLinearizable(initial: number, operations: readonly Operation[]): boolean {
  const history = [...operations].sort((a, b) => a.calledAt - b.calledAt);
  const done = history.map(() => false);
  const seen = new Set<string>();

  const search = (state: number): boolean => {
    if (history.every(({ outcome }, index) => outcome === 'unknown' || done[index] === true)) return true;
    const place = `${state} ${done.map(Number).join('')}`;
    if (seen.has(place)) return false;
    seen.add(place);
    const firstResponse = Math.min(...history.map(({ respondedAt }, index) => (done[index] ? Infinity : respondedAt)));
    return history.some((operation, index) => {
      if (done[index] || operation.calledAt > firstResponse) return false;
      const next = after(state, operation);
      if (next === undefined) return false;
      done[index] = true;
      const found = search(next);
      done[index] = false;
      return found;
    });
  };
  return search(initial);
}

/** Undefined where the operation could not have been observed. */
function after(state: number, { kind, value, expected, outcome }: Operation): number | undefined {
  if (kind === 'read') return state === value ? state : undefined;
  if (kind === 'write') return value;
  const holds = state === expected;
  if (outcome === 'refused') return holds ? undefined : state;
  return holds ? value : undefined;
}
