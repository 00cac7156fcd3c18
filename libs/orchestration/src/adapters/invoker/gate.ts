/**
 * Bounds how many calls are in flight per service. Reverts go first: undoing is never starved by new work.
 * A call waits here before its time limit begins.
 */
export class Gate {
  private readonly lanes = new Map<string, Lane>();

  constructor(private readonly limit: number) {}

  async run<T>(key: string, urgent: boolean, work: () => Promise<T>): Promise<T> {
    const lane = this.lanes.get(key) ?? { inFlight: 0, urgent: [], waiting: [] };
    this.lanes.set(key, lane);
    if (lane.inFlight >= this.limit) {
      await new Promise<void>((resolve) => (urgent ? lane.urgent : lane.waiting).push(resolve));
    } else {
      lane.inFlight += 1;
    }
    try {
      return await work();
    } finally {
      this.leave(key, lane);
    }
  }

  /** Whoever comes next takes over the place. */
  private leave(key: string, lane: Lane): void {
    const next = lane.urgent.shift() ?? lane.waiting.shift();
    if (next) return next();
    lane.inFlight -= 1;
    if (lane.inFlight === 0) this.lanes.delete(key);
  }
}

interface Lane {
  inFlight: number;
  readonly urgent: (() => void)[];
  readonly waiting: (() => void)[];
}
