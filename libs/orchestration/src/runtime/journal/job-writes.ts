import { jsonSize } from '#contract/pure';
import type { RecordedEvent } from '../../core/model/events';
import { evolveAll } from '../../core/evolve/evolve';
import type { JobState } from '../../core/model/state';
import { waitingAtStep } from '../../core/queries/waiting';
import type { JournalEntry, SubmissionKey } from '../../ports/journal.port';
import type { JobLost } from './job-lost';
import { rowOf } from './job-row';

/** An entry of the journal, and the state of the job once it is on disk. */
interface Writing {
  readonly entry: JournalEntry;
  readonly state: JobState;
}

interface Waiter {
  readonly version: number;
  readonly resolve: (state: JobState) => void;
  readonly reject: (reason: Error) => void;
}

function changesRow(before: JobState | null, live: JobState): boolean {
  if (before?.status !== live.status || before.run !== live.run) return true;
  // A row that says that the job rests says after which event.
  return waitingAtStep(before) !== null || waitingAtStep(live) !== null;
}

/** What one job has decided and the journal does not hold yet. One write is in progress at a time. */
export class JobWrites {
  private unwritten: RecordedEvent[] = [];
  private writing: Writing | null = null;
  /** A write that failed is repeated unchanged: it may have reached the disk all the same. */
  private toRetry: Writing | null = null;
  private waiters: Waiter[] = [];

  constructor(
    /** What the journal says; null while the job is not yet accepted. */
    private durableState: JobState | null,
    private submission: SubmissionKey | null,
    private listed = false,
  ) {}

  /** Whether the job's row says that it rests, and until when: then the row alone is enough to wake it. */
  get isListedAtRest(): boolean {
    return this.listed;
  }

  get durable(): JobState | null {
    return this.durableState;
  }

  /** Whether events wait for a write that has not begun. */
  get due(): boolean {
    return this.unwritten.length > 0 || this.toRetry !== null;
  }

  get any(): boolean {
    return this.due || this.writing !== null;
  }

  add(events: readonly RecordedEvent[]): void {
    this.unwritten.push(...events);
  }

  /** The next entry, with everything up to `live`; null while another is written, or if there is none. */
  take(live: JobState): JournalEntry | null {
    if (this.writing !== null) return null;
    this.writing = this.toRetry ?? this.newest(live);
    this.toRetry = null;
    return this.writing?.entry ?? null;
  }

  private newest(live: JobState): Writing | null {
    if (this.unwritten.length === 0) return null;
    const before = this.durableState;
    const count = eventsThatFit(this.unwritten, live.limits.recordBytes);
    const isAll = count === this.unwritten.length;
    const events = isAll ? this.unwritten : this.unwritten.slice(0, count);
    this.unwritten = isAll ? [] : this.unwritten.slice(count);
    const state = isAll ? live : evolveAll(before, events);
    if (state === null) throw new Error('a job begins with its acceptance');
    const expectedVersion = before?.version ?? 0;
    const row = changesRow(before, state) ? rowOf(state) : null;
    return { entry: { jobId: live.id, expectedVersion, events, row, submission: this.submission }, state };
  }

  /** The entry is on disk. Returns its events and the state they result in; null if there was none. */
  committed(): { readonly state: JobState; readonly events: readonly RecordedEvent[] } | null {
    const written = this.writing;
    this.writing = null;
    if (written === null) return null;
    const { state, entry } = written;
    this.listed = entry.row !== null && entry.row.rest !== null;
    this.durableState = state;
    this.submission = null;
    return { state, events: entry.events };
  }

  /** It is unknown whether the entry is on disk. */
  retainForRetry(): void {
    this.toRetry = this.writing;
    this.writing = null;
  }

  resolveWaiters(): void {
    const state = this.durableState;
    if (state === null || this.waiters.length === 0) return;
    const reached = this.waiters.filter(({ version }) => version <= state.version);
    this.waiters = this.waiters.filter(({ version }) => version > state.version);
    for (const { resolve } of reached) resolve(state);
  }

  whenDurable(version: number): Promise<JobState> {
    const { durable } = this;
    if (durable !== null && durable.version >= version) return Promise.resolve(durable);
    return new Promise((resolve, reject) => this.waiters.push({ version, resolve, reject }));
  }

  clear(): void {
    this.unwritten = [];
    this.writing = null;
    this.toRetry = null;
  }

  rejectWaiters(reason: JobLost): void {
    for (const { reject } of this.waiters.splice(0)) reject(reason);
  }
}

/** So few events are never measured: none of them holds more than one input, response or patch. */
const FEW = 16;

/** How many events, at least one, make a record of at most so many bytes. */
function eventsThatFit(events: readonly RecordedEvent[], bytes: number): number {
  if (events.length <= FEW) return events.length;
  let left = bytes;
  const end = events.findIndex((event, index) => {
    left -= jsonSize(event, left);
    return left < 0 && index > 0;
  });
  return end < 0 ? events.length : end;
}
