import type { Call } from '../../core/effects';

/** What goes first when a place is free: undoing, then jobs that have begun, then new ones. */
export type Urgency = 'undo' | 'begun' | 'new';

/** After so many that had begun a new one has its turn: a long job does not keep a service to itself. */
const MOST_PASSED_OVER = 15;

/** A call of undoing never waits for what hangs: so many places more, of the limit, are for undoing alone. */
const OWN_SHARE_OF_UNDO = 1 / 4;

interface Lane extends Record<Urgency, (() => void)[]> {
  inFlight: number;
  /** How often new ones had to stand back in a row. */
  passedOver: number;
}

/**
 * Bounds how many calls are in flight per service. Undoing is never starved by work, nor what was begun by what is new:
 * else, when more is asked than can be done, every job would begin and few would end. A call waits here before its time
 * limit begins.
 */
export class Gate {
  private readonly lanes = new Map<string, Lane>();
  private waiting = 0;
  private readonly limitOfUndo: number;

  constructor(private readonly limit: number) {
    this.limitOfUndo = limit + Math.ceil(limit * OWN_SHARE_OF_UNDO);
  }

  /** Calls of jobs that have not called anybody yet, and wait until they may. */
  get waitingToBegin(): number {
    return this.waiting;
  }

  run<T>(key: string, urgency: Urgency, work: () => Promise<T>): Promise<T> {
    const lane = this.lanes.get(key) ?? { inFlight: 0, passedOver: 0, undo: [], begun: [], new: [] };
    this.lanes.set(key, lane);
    if (lane.inFlight < (urgency === 'undo' ? this.limitOfUndo : this.limit)) {
      lane.inFlight += 1;
      return this.work(key, lane, work);
    }
    if (urgency === 'new') this.waiting += 1;
    // Many may wait here for long: nothing is kept of them but what there is to do.
    return new Promise((resolve) => {
      lane[urgency].push(() => {
        if (urgency === 'new') this.waiting -= 1;
        resolve(this.work(key, lane, work));
      });
    });
  }

  private async work<T>(key: string, lane: Lane, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      this.leave(key, lane);
    }
  }

  /** Whoever comes next takes over the place. */
  private leave(key: string, lane: Lane): void {
    const next = lane.undo.shift() ?? (lane.inFlight <= this.limit ? nextForward(lane) : undefined);
    if (next) return next();
    lane.inFlight -= 1;
    if (lane.inFlight === 0) this.lanes.delete(key);
  }
}

function nextForward(lane: Lane): (() => void) | undefined {
  const isTurnOfNew = lane.begun.length === 0 || (lane.passedOver >= MOST_PASSED_OVER && lane.new.length > 0);
  lane.passedOver = isTurnOfNew || lane.new.length === 0 ? 0 : lane.passedOver + 1;
  return isTurnOfNew ? lane.new.shift() : lane.begun.shift();
}

/** A call of a later step, or a later attempt, is one of a job that has begun. */
export function urgencyOf({ undo, unit, attempt }: Pick<Call, 'undo' | 'unit' | 'attempt'>): Urgency {
  if (undo) return 'undo';
  return unit.step > 0 || attempt > 1 ? 'begun' : 'new';
}
