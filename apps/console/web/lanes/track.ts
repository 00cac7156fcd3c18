import { type HistoryEvent } from '../api/history-event';
import { type Bar, type BarKind, isWait, type Lane, type Look } from './bar';

/** Calls of services: they begin with `attempt-started`. */
const CALLS: ReadonlySet<string> = new Set<BarKind>(['execute', 'repeat', 'revert', 'poll', 'read']);
const LOOK_OF: Readonly<Record<string, Look>> = {
  succeeded: 'done',
  noop: 'done',
  'in-progress': 'done',
  unknown: 'unknown',
  lost: 'unknown',
};

/** How an undo came out where no bar can show it. */
export type UndoEnd = 'reverted' | 'noop' | 'open' | 'written-off';

/** What happened to one call of a job, or to a step by itself, in the order of time. */
export class Track {
  readonly forward: Bar[] = [];
  readonly undo: Bar[] = [];
  /** Of the events that hold the request and the response. */
  prepared?: number;
  responded?: number;
  ended?: 'succeeded' | 'failed' | 'skipped';
  undoEnd?: UndoEnd;
  detail?: string;
  requestId?: string;
  target?: HistoryEvent['target'];

  constructor(
    /** The address of the task or item; of a step by itself, the name of the step. */
    readonly address: string,
  ) {}

  get isTroubled(): boolean {
    return this.ended === 'failed' || this.undoEnd === 'open' || this.forward.at(-1)?.look === 'unknown';
  }

  get isUnderWay(): boolean {
    return this.forward.at(-1)?.look === 'running' || this.undo.at(-1)?.look === 'running';
  }

  call({ seq, at, undo, attempt, action, settles, target }: HistoryEvent): void {
    if (!action || !CALLS.has(action)) return;
    this.target = target ?? this.target;
    const lane = undo ? 'undo' : 'forward';
    this.push(lane, { seq, kind: action as BarKind, start: Date.parse(at), attempt, settles });
  }

  /** The response of the call that is under way. */
  respond({ at, undo, outcome = '', status, error }: HistoryEvent): void {
    const bar = this.barsOf(undo ? 'undo' : 'forward').at(-1);
    if (!bar || bar.end !== undefined || isWait(bar)) return;
    close(bar, Date.parse(at), LOOK_OF[outcome] ?? 'failed');
    bar.outcome = outcome;
    bar.detail = error;
    if (typeof status === 'number') bar.status = status;
  }

  begin(lane: Lane, kind: BarKind, { seq, at, reason }: HistoryEvent): void {
    this.push(lane, { seq, kind, start: Date.parse(at), detail: reason ?? undefined });
  }

  /** Ends what is under way. */
  end(at: string, look: Look): void {
    for (const bars of [this.forward, this.undo]) {
      const last = bars.at(-1);
      if (last?.end === undefined && last) close(last, Date.parse(at), isWait(last) && look === 'done' ? 'idle' : look);
    }
  }

  barsOf(lane: Lane): Bar[] {
    return lane === 'undo' ? this.undo : this.forward;
  }

  private push(lane: Lane, bar: Omit<Bar, 'lane' | 'look'>): void {
    const bars = this.barsOf(lane);
    const last = bars.at(-1);
    // A clock that was set back must not make one bar begin inside of another.
    const start = Math.max(bar.start, last?.end ?? last?.start ?? bar.start);
    if (last?.end === undefined && last) close(last, start, isWait(last) ? 'idle' : 'unknown');
    const undoes = lane === 'undo' && bar.kind === 'revert' ? this.lastCall() : undefined;
    bars.push({ ...bar, start, lane, look: 'running', undoes });
  }

  /** What an undo undoes: the newest call forward that did not merely look. */
  private lastCall(): number | undefined {
    return this.forward.findLast(
      ({ kind, settles }) => CALLS.has(kind) && !settles && kind !== 'poll' && kind !== 'read',
    )?.seq;
  }
}

function close(bar: Bar, at: number, look: Look): void {
  bar.end = Math.max(bar.start, at);
  bar.look = look;
}
