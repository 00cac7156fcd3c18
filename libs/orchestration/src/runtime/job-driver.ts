import type { Command } from '../core/commands';
import type { Effect } from '../core/effects';
import type { RecordedEvent } from '../core/events';
import { hasEnded } from '../core/evolve/evolve';
import { handle, handleAll } from '../core/handle';
import { pendingEffects } from '../core/pending-effects';
import type { JobState } from '../core/state';
import type { Clock } from '../ports/clock.port';
import type { Appended, JournalEntry, SubmissionKey } from '../ports/journal.port';
import { OwnershipLost } from '../ports/ownership.port';
import type { JobContext } from './executor';
import { Interest } from './interest';
import { rowOf } from './job-row';
import type { JournalSource, JournalWriter } from './journal-writer';

/** Records that nobody waits for are written after this time at the latest. */
const LAZY_WRITE_MS = 5;

/** What is being written, and what the job is once it is on disk. */
interface Writing {
  readonly entry: JournalEntry;
  readonly state: JobState;
}

interface Waiter {
  readonly version: number;
  readonly resolve: (state: JobState) => void;
  readonly reject: (reason: Error) => void;
}

/** This process drives the job no more. */
export class JobLost extends Error {
  override readonly name = 'JobLost';

  constructor(
    message: string,
    /** Whether what was asked of the job here is surely not on disk. */
    readonly untold: boolean,
  ) {
    super(message);
  }
}

export interface DriverHooks {
  /** Whether this process may still call for its jobs. */
  held(): boolean;
  perform(effect: Exclude<Effect, { kind: 'wake' }>, job: JobContext): Promise<Command>;
  /** These events are on disk now, and this is what they make of the job. */
  durable(state: JobState, events: readonly RecordedEvent[]): void;
  /** The first entry could not be written, or the job belongs to somebody else. */
  lost(reason: Appended | Error): void;
}

/**
 * Drives one job: tells the core what happened, writes what it decided, and performs what it waits for. Effects that
 * change the world wait until the journal is on disk; those that only look do not.
 */
export class JobDriver implements JournalSource {
  private unwritten: RecordedEvent[] = [];
  private writing: Writing | null = null;
  /** A write that failed comes again just as it was: it may have landed all the same. */
  private insisted: Writing | null = null;
  private waiters: Waiter[] = [];
  /** What executors answered since the last turn: a wide step is looked at once for all of it. */
  private inbox: Command[] = [];
  private readonly inFlight = new Map<string, Interest>();
  private stopped = false;
  private isLost = false;
  private wake: { readonly at: number; readonly cancel: () => void } | null = null;
  private cancelLazyWrite: (() => void) | null = null;

  private constructor(
    private live: JobState,
    /** What the journal says; null while the job is not yet accepted. */
    private durableState: JobState | null,
    private submission: SubmissionKey | null,
    private readonly clock: Clock,
    private readonly writer: JournalWriter,
    private readonly hooks: DriverHooks,
  ) {}

  static accept(
    command: Extract<Command, { type: 'submit' }>,
    submission: SubmissionKey | null,
    clock: Clock,
    writer: JournalWriter,
    hooks: DriverHooks,
  ): JobDriver {
    const { state, events } = handle(null, command, clock.now());
    const driver = new JobDriver(state, null, submission, clock, writer, hooks);
    driver.unwritten.push(...events);
    driver.react();
    return driver;
  }

  /** Takes a job up again where its journal ends. */
  static resume(state: JobState, clock: Clock, writer: JournalWriter, hooks: DriverHooks): JobDriver {
    const driver = new JobDriver(state, state, null, clock, writer, hooks);
    driver.tell({ type: 'recovered' });
    return driver;
  }

  get state(): JobState {
    return this.live;
  }

  /** The state as far as it is on disk: what clients may be told. */
  get durable(): JobState | null {
    return this.durableState;
  }

  /** Whether calls are under way whose answers would be lost now. */
  get busy(): boolean {
    return this.inFlight.size > 0 || this.inbox.length > 0 || this.unwritten.length > 0 || this.isWriting;
  }

  private get isWriting(): boolean {
    return this.writing !== null || this.insisted !== null;
  }

  /** When the job has something to do again: a time, Infinity when only somebody else can tell, null while it has now. */
  get restsUntil(): number | null {
    if (this.busy) return null;
    let until = Infinity;
    for (const effect of pendingEffects(this.live)) {
      if (effect.kind !== 'wake') return null;
      until = Math.min(until, effect.at);
    }
    return until;
  }

  /** @throws ActionRefused when an operator's command makes no sense now. */
  tell(command: Command): void {
    this.digest();
    this.absorb([command]);
  }

  private absorb(commands: readonly Command[]): void {
    const { state, events } = handleAll(this.live, commands, this.clock.now());
    this.live = state;
    this.unwritten.push(...events);
    this.react();
  }

  private later(command: Command): void {
    if (this.inbox.push(command) === 1) setImmediate(() => this.digest());
  }

  private digest(): void {
    const commands = this.inbox.splice(0);
    if (commands.length === 0) return;
    try {
      this.absorb(commands);
    } catch (error) {
      this.giveUp(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /**
   * Starts nothing new; what is in flight may still be answered and written, and a call whose intent goes to disk is still
   * made: otherwise its outcome would be unknown to whoever goes on.
   */
  stop(): void {
    this.stopped = true;
    this.wake?.cancel();
    this.wake = null;
  }

  /**
   * Resolves when all that the job decided so far is on disk.
   * @throws JobLost when that will not come to be here.
   */
  whenDurable(): Promise<JobState> {
    const { version } = this.live;
    if (this.durableState !== null && this.durableState.version >= version) return Promise.resolve(this.durableState);
    return new Promise((resolve, reject) => this.waiters.push({ version, resolve, reject }));
  }

  take(): JournalEntry | null {
    if (this.writing !== null) return null;
    this.writing = this.insisted ?? this.newest();
    this.insisted = null;
    return this.writing?.entry ?? null;
  }

  private newest(): Writing | null {
    if (this.unwritten.length === 0) return null;
    this.cancelLazyWrite?.();
    this.cancelLazyWrite = null;
    const events = this.unwritten;
    this.unwritten = [];
    const before = this.durableState;
    const changed = before?.status !== this.live.status || before.run !== this.live.run;
    const entry = {
      jobId: this.live.id,
      expectedVersion: before?.version ?? 0,
      events,
      row: changed ? rowOf(this.live) : null,
      submission: this.submission,
    };
    return { entry, state: this.live };
  }

  appended(result: Appended): void {
    const written = this.writing;
    this.writing = null;
    if (written === null) return;
    if (result !== 'ok') return this.giveUp(result);
    this.durableState = written.state;
    this.submission = null;
    this.hooks.durable(written.state, written.entry.events);
    const reached = this.waiters.filter(({ version }) => version <= written.state.version);
    this.waiters = this.waiters.filter((waiter) => !reached.includes(waiter));
    for (const { resolve } of reached) resolve(written.state);
    this.react();
  }

  failed(error: unknown): boolean {
    this.insisted = this.writing;
    this.writing = null;
    // A job that nobody was told of need not be insisted on.
    if (this.durableState !== null && !(error instanceof OwnershipLost)) return true;
    this.giveUp(error instanceof Error ? error : new Error(String(error)));
    return false;
  }

  /** Ends at once: what is in flight is for whoever drives the job now to settle. */
  giveUp(reason: Appended | Error): void {
    if (this.isLost) return;
    this.isLost = true;
    this.stop();
    this.unwritten = [];
    this.writing = null;
    this.insisted = null;
    for (const interest of this.inFlight.values()) interest.lose();
    this.hooks.lost(reason);
    const untold = reason === 'conflict';
    const lost = new JobLost(untold ? 'somebody else drives the job' : messageOf(reason), untold);
    for (const { reject } of this.waiters.splice(0)) reject(lost);
  }

  private react(): void {
    if (this.isLost) return;
    const effects = pendingEffects(this.live);
    this.abortUnwanted(effects);
    const waits = this.start(this.stopped ? effects.filter(isIntended) : effects);
    if (this.unwritten.length === 0 && this.insisted === null) return;
    if (waits || this.stopped || hasEnded(this.live) || this.durableState === null) this.writer.request(this);
    else this.cancelLazyWrite ??= this.clock.at(this.clock.now() + LAZY_WRITE_MS, () => this.writeNow());
  }

  private writeNow(): void {
    this.cancelLazyWrite = null;
    this.writer.request(this);
  }

  /** Starts what may start; answers whether something waits for the journal. */
  private start(effects: readonly Effect[]): boolean {
    let waits = false;
    let released: ReadonlySet<string> | null = null;
    let wakeAt: number | null = null;
    for (const effect of effects) {
      if (effect.kind === 'wake') {
        wakeAt = effect.at;
      } else if (!this.inFlight.has(effect.key)) {
        released ??= effect.durable ? this.releasedKeys(effects) : null;
        if (!effect.durable || released?.has(effect.key)) this.perform(effect);
        else waits = true;
      }
    }
    this.wakeUpAt(wakeAt);
    return waits;
  }

  private wakeUpAt(at: number | null): void {
    if (at === (this.wake?.at ?? null)) return;
    this.wake?.cancel();
    const tick = (): void => {
      this.wake = null;
      this.tell({ type: 'tick' });
    };
    this.wake = at === null ? null : { at, cancel: this.clock.at(at, tick) };
  }

  /** Keys of the effects that the journal already asks for; `live` are those of the state now. */
  private releasedKeys(live: readonly Effect[]): ReadonlySet<string> {
    if (this.durableState === null) return new Set();
    return keysOf(this.durableState === this.live ? live : pendingEffects(this.durableState));
  }

  private perform(effect: Exclude<Effect, { kind: 'wake' }>): void {
    const interest = new Interest();
    this.inFlight.set(effect.key, interest);
    const job: JobContext = {
      jobId: this.live.id,
      state: this.live,
      get signal() {
        return interest.signal;
      },
      mayCall: () => !interest.lost && this.hooks.held(),
      tell: (command) => {
        if (!interest.lost) this.later(command);
      },
    };
    const finish = (command: Command): void => {
      this.inFlight.delete(effect.key);
      if (!interest.lost) this.later(command);
    };
    this.hooks.perform(effect, job).then(finish, (error: unknown) => {
      this.inFlight.delete(effect.key);
      this.giveUp(error instanceof Error ? error : new Error(String(error)));
    });
  }

  /** Looking for something that nobody wants any more ends. A call that was sent is never taken back. */
  private abortUnwanted(effects: readonly Effect[]): void {
    let wanted: ReadonlySet<string> | null = null;
    for (const [key, interest] of this.inFlight) {
      if (key.startsWith('call/') || key.startsWith('undo/')) continue;
      wanted ??= keysOf(effects);
      if (wanted.has(key)) continue;
      interest.lose();
      this.inFlight.delete(key);
    }
  }
}

function isIntended(effect: Effect): boolean {
  return effect.kind !== 'wake' && effect.durable;
}

function keysOf(effects: readonly Effect[]): ReadonlySet<string> {
  return new Set(effects.flatMap((effect) => (effect.kind === 'wake' ? [] : [effect.key])));
}

function messageOf(reason: Appended | Error): string {
  return reason instanceof Error ? reason.message : 'it could not be written';
}
