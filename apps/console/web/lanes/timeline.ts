import { type HistoryEvent } from '../api/history-event';
import { type Bar, type BarKind } from './bar';
import { Track } from './track';

/** What concerns the whole job, at one moment. */
export interface Moment {
  readonly seq: number;
  readonly at: number;
  readonly kind: 'stopping' | 'paused' | 'continued' | 'killed' | 'rerun' | 'signal' | 'ended';
  readonly text: string;
}

export class StepTracks {
  /** What happens to the step by itself: waits, and what it writes into the state document. */
  readonly self: Track;
  readonly calls = new Map<string, Track>();
  ended = false;

  constructor(readonly name: string) {
    this.self = new Track(name);
  }

  track(address: string): Track {
    const known = this.calls.get(address) ?? new Track(address);
    this.calls.set(address, known);
    return known;
  }

  get isTroubled(): boolean {
    return this.self.isTroubled || [...this.calls.values()].some((track) => track.isTroubled);
  }
}

type Apply = (timeline: Timeline, event: HistoryEvent) => void;

/** A job's history as tracks of bars: the same, whether its events come at once or one by one. */
export class Timeline {
  readonly steps = new Map<string, StepTracks>();
  readonly moments: Moment[] = [];
  first?: number;
  /** Time and number of the last event. */
  last = 0;
  seq = 0;
  isRunning = false;

  apply(events: readonly HistoryEvent[]): void {
    for (const event of events) {
      if (event.seq <= this.seq) continue;
      this.seq = event.seq;
      const at = Date.parse(event.at);
      this.first ??= at;
      this.last = Math.max(this.last, at);
      this.isRunning =
        event.type !== 'job-ended' && event.type !== 'killed' && (this.isRunning || REOPENS.has(event.type));
      APPLY[event.type]?.(this, event);
    }
  }

  step(name: string): StepTracks {
    const known = this.steps.get(name) ?? new StepTracks(name);
    this.steps.set(name, known);
    return known;
  }

  unit({ step = '', task = '' }: HistoryEvent): Track {
    return this.step(step).track(task);
  }

  /** The bar that an address names, and whose it is. */
  find(seq: number): { track: Track; bar: Bar } | undefined {
    for (const { self, calls } of this.steps.values())
      for (const track of [self, ...calls.values()]) {
        const bar = [...track.forward, ...track.undo].find((one) => one.seq === seq);
        if (bar) return { track, bar };
      }
    return undefined;
  }

  moment(kind: Moment['kind'], { seq, at }: HistoryEvent, text: string): void {
    this.moments.push({ seq, at: Date.parse(at), kind, text });
  }

  /** Nothing is awaited any more. */
  stop(at: string): void {
    for (const { self, calls } of this.steps.values()) {
      self.end(at, 'unknown');
      for (const track of calls.values()) track.end(at, 'unknown');
    }
  }
}

const REOPENS: ReadonlySet<string> = new Set(['job-accepted', 'stopping', 'continued', 'run-started', 'undo-resumed']);

const selfOf = (timeline: Timeline, { step = '' }: HistoryEvent): Track => timeline.step(step).self;
const laneOf = ({ undo }: HistoryEvent) => (undo ? 'undo' : 'forward');
const waits =
  (kind: BarKind): Apply =>
  (timeline, event) =>
    timeline.unit(event).begin(laneOf(event), kind, event);
const endsStep: Apply = (timeline, event) => {
  selfOf(timeline, event).end(event.at, 'done');
  timeline.step(event.step ?? '').ended = true;
};
const awaitsApproval: Apply = (timeline, event) => {
  if (event.first === 'approval' || event.next === 'approval')
    selfOf(timeline, event).begin('forward', 'approval', event);
};
const BECAUSE: Readonly<Record<string, string>> = {
  fail: 'failed',
  cancel: 'cancelled',
  expire: 'ran out of time',
  reject: 'not approved',
  revert: 'undo asked for',
  rerun: 'undo before a rerun',
};
const withReason = (what: string, { by, reason }: HistoryEvent): string =>
  [what, by && `by ${by}`, reason && `(${reason})`].filter(Boolean).join(' ');

const APPLY: Readonly<Record<string, Apply | undefined>> = {
  'step-started': (timeline, event) => {
    timeline.step(event.step ?? '').ended = false;
    awaitsApproval(timeline, event);
  },
  'step-checked': awaitsApproval,
  'step-approved': (timeline, event) => selfOf(timeline, event).end(event.at, 'done'),
  'step-opened': (timeline, event) => selfOf(timeline, event).end(event.at, 'done'),
  'step-wait-started': (timeline, event) => selfOf(timeline, event).begin('forward', 'wait', event),
  'step-signalled': (timeline, event) => selfOf(timeline, event).end(event.at, 'done'),
  'step-waiting': (timeline, event) => selfOf(timeline, event).begin('forward', 'blocked', event),
  'step-completed': endsStep,
  'step-skipped': endsStep,
  'step-failed': (timeline, event) => {
    const self = selfOf(timeline, event);
    self.end(event.at, 'failed');
    self.ended = 'failed';
    self.detail = event.message;
  },
  'unit-prepared': (timeline, event) => {
    const track = timeline.unit(event);
    const { seq, requestId, target = track.target } = event;
    Object.assign(track, {
      prepared: seq,
      requestId,
      target,
      responded: undefined,
      ended: undefined,
      undoEnd: undefined,
    });
  },
  'attempt-started': (timeline, event) => timeline.unit(event).call(event),
  'attempt-ended': (timeline, event) => timeline.unit(event).respond(event),
  'call-waiting': waits('retry'),
  'call-blocked': waits('blocked'),
  'call-due': (timeline, event) => timeline.unit(event).end(event.at, 'done'),
  'unit-succeeded': (timeline, event) => endUnit(timeline.unit(event), event, 'succeeded'),
  'unit-failed': (timeline, event) => endUnit(timeline.unit(event), event, 'failed'),
  'unit-skipped': (timeline, event) => endUnit(timeline.unit(event), event, 'skipped'),
  'unit-reverted': (timeline, event) => endUndo(timeline.unit(event), event, event.noop ? 'noop' : 'reverted'),
  'unit-left-open': (timeline, event) => endUndo(timeline.unit(event), event, 'open'),
  'unit-written-off': (timeline, event) => endUndo(timeline.unit(event), event, 'written-off'),
  'state-write-intended': (timeline, event) => selfOf(timeline, event).begin('forward', 'state-write', event),
  'state-written': (timeline, event) => selfOf(timeline, event).end(event.at, 'done'),
  'state-write-withdrawn': (timeline, event) => selfOf(timeline, event).end(event.at, 'failed'),
  'state-take-back-intended': (timeline, event) => selfOf(timeline, event).begin('undo', 'state-take-back', event),
  'state-taken-back': (timeline, event) => endUndo(selfOf(timeline, event), event, 'reverted'),
  'state-take-back-withdrawn': (timeline, event) => selfOf(timeline, event).end(event.at, 'failed'),
  'state-left-open': (timeline, event) => endUndo(selfOf(timeline, event), event, 'open'),
  'state-written-off': (timeline, event) => endUndo(selfOf(timeline, event), event, 'written-off'),
  stopping: (timeline, event) => {
    if (event.step !== undefined) selfOf(timeline, event).end(event.at, 'failed');
    const what = BECAUSE[event.action ?? ''] ?? 'stopping';
    const task = event.failure?.task;
    timeline.moment('stopping', event, task ? `${task} ${what}` : withReason(what, event));
  },
  paused: (timeline, event) => timeline.moment('paused', event, withReason('paused', event)),
  continued: (timeline, event) => timeline.moment('continued', event, withReason('continued', event)),
  killed: (timeline, event) => {
    timeline.stop(event.at);
    timeline.moment('killed', event, withReason('killed', event));
  },
  'run-started': (timeline, event) => timeline.moment('rerun', event, `run ${event.run ?? ''}`),
  'signal-received': (timeline, event) =>
    timeline.moment('signal', event, withReason(`signal ${event.name ?? ''}`, event)),
  'job-ended': (timeline, event) => {
    timeline.stop(event.at);
    timeline.moment('ended', event, String(event.status));
  },
};

function endUnit(
  track: Track,
  { seq, at, message, because }: HistoryEvent,
  ended: 'succeeded' | 'failed' | 'skipped',
): void {
  track.end(at, ended === 'failed' ? 'failed' : 'done');
  track.ended = ended;
  track.responded = seq;
  track.detail = message ?? because;
}

function endUndo(track: Track, { at, reason }: HistoryEvent, undoEnd: NonNullable<Track['undoEnd']>): void {
  track.end(at, undoEnd === 'open' ? 'failed' : 'done');
  track.undoEnd = undoEnd;
  track.detail = reason ?? track.detail;
}
