import type { RecordedEvent } from '../../libs/orchestration/src/core/model/events';
import type { VirtualTime } from './virtual-time';

/** For so long a full disk may keep what is due from being written. */
const SLACK_MS = 180_000;
const OVER = new Set<RecordedEvent['type']>([
  'stopping',
  'undo-resumed',
  'paused',
  'killed',
  'job-ended',
  'run-started',
]);

const ENDS_WAIT = new Set<RecordedEvent['type']>(['call-due', 'step-signalled', 'step-completed', 'step-failed']);

interface Wait {
  since: number;
  readonly ms: number;
}

/** What a job waits for, and whether that takes longer than it should, whatever clocks on walls say. */
export class Waits {
  private readonly open = new Map<string, Wait>();

  constructor(private readonly time: VirtualTime) {}

  /** A new process knows how long there is to wait, and nothing of how long it has been already. */
  restart(): void {
    for (const wait of this.open.values()) wait.since = this.time.now;
  }

  /** Returns what took too long; null where nothing did. */
  written(event: RecordedEvent): string | null {
    if (OVER.has(event.type)) this.open.clear();
    if (!('step' in event) || event.step === undefined) return null;
    const key = 'unit' in event ? `${event.step}/${event.task}/${event.unit}` : `step ${event.step}`;
    const until = event.type === 'call-waiting' ? event.dueAt : event.type === 'step-wait-started' ? event.until : null;
    if (until !== null) this.open.set(key, { since: this.time.now, ms: Math.max(0, until - event.at) });
    return ENDS_WAIT.has(event.type) ? this.ended(key) : null;
  }

  private ended(key: string): string | null {
    const wait = this.open.get(key);
    this.open.delete(key);
    const took = this.time.now - (wait?.since ?? this.time.now);
    return wait && took > wait.ms + SLACK_MS ? `${key} was to wait ${wait.ms} ms, and waited ${took} ms` : null;
  }
}
