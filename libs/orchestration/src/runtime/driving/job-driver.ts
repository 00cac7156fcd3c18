import { hasEnded } from '#contract/pure';
import type { Command } from '../../core/model/commands';
import type { Effect } from '../../core/model/effects';
import type { RecordedEvent } from '../../core/model/events';
import { commandOfFailedEffect } from '../../core/failed-effect';
import { handle, handleAll } from '../../core/handle';
import { pendingEffects, restsUntil } from '../../core/pending-effects';
import type { JobState } from '../../core/model/state';
import type { Clock } from '../../ports/clock.port';
import type { Executors } from '../../ports/executor.port';
import type { Appended, JournalEntry, SubmissionKey } from '../../ports/journal.port';
import { type Ownership, OwnershipLost } from '../../ports/ownership.port';
import { JobLost } from '../journal/job-lost';
import { JobWrites } from '../journal/job-writes';
import type { JournalSource, JournalWriter } from '../journal/journal-writer';
import { type EffectOwner, type PerformedEffect } from './effect-context';
import { type EffectResult, JobEffects, keysOf } from './job-effects';

/** Records that no effect waits for are written after this time at the latest. */
const LAZY_WRITE_MS = 5;
/** Results known at once, one after another: a job needs a few. The limit protects other jobs from an endless loop. */
const MOST_ROUNDS = 1_000;

/** What the drivers of a process share. */
export interface DriverContext {
  readonly ownership: Pick<Ownership, 'held'>;
  readonly writer: JournalWriter;
  readonly executors: Executors;
  /** These events are on disk, and result in this state. */
  committed(state: JobState, events: readonly RecordedEvent[]): void;
  /** The journal cannot hold what the job decided: the job fails. */
  refused(jobId: string, reason: Error): void;
  /** The driver has stopped for good: the first entry could not be written, or another process owns the job. */
  lost(driver: JobDriver, reason: Appended | Error): void;
}

/**
 * Drives one job: passes commands to the core, has its events written, and starts the effects it waits for. Effects that
 * change the world wait until the journal is on disk; those that only read do not.
 */
export class JobDriver implements JournalSource, EffectOwner {
  /** Results of effects since the last turn: a wide step is evaluated once for all of them. */
  private inbox: EffectResult[] = [];
  private readonly effects: JobEffects;
  private readonly writes: JobWrites;
  private stopped = false;
  private lost: JobLost | null = null;
  private wasRefused = false;
  /** More follows by itself, in a later turn. */
  private hasMore = false;
  private cancelLazyWrite: (() => void) | null = null;

  private constructor(
    private live: JobState,
    durable: JobState | null,
    submission: SubmissionKey | null,
    /** The job's own time. */
    readonly clock: Clock,
    private readonly context: DriverContext,
    isListedAtRest = false,
  ) {
    this.writes = new JobWrites(durable, submission, isListedAtRest);
    this.effects = new JobEffects(this, context.executors, context.ownership);
  }

  static accept(
    command: Extract<Command, { type: 'submit' }>,
    submission: SubmissionKey | null,
    clock: Clock,
    context: DriverContext,
  ): JobDriver {
    const { state, events, more } = handle(null, command, clock.now());
    const driver = new JobDriver(state, null, submission, clock, context);
    driver.writes.add(events);
    if (more) driver.proceedLater();
    driver.proceed();
    return driver;
  }

  /** Continues a job where its journal ends. `isListedAtRest`: its row says that it rests. */
  static resume(state: JobState, clock: Clock, context: DriverContext, isListedAtRest = false): JobDriver {
    const driver = new JobDriver(state, state, null, clock.notBefore(state.updatedAt), context, isListedAtRest);
    driver.dispatch({ type: 'recovered' });
    return driver;
  }

  get state(): JobState {
    return this.live;
  }

  /** The state as far as it is on disk: what clients may see. */
  get durable(): JobState | null {
    return this.writes.durable;
  }

  /** @see JobWrites.isListedAtRest */
  get isListedAtRest(): boolean {
    return this.writes.isListedAtRest;
  }

  /** Whether calls are in flight whose responses would be lost now. */
  get busy(): boolean {
    return this.effects.any || this.inbox.length > 0 || this.writes.any || this.hasMore;
  }

  /** When the job has something to do again: a time, Infinity if only a command can continue it, null while it is active. */
  get restsUntil(): number | null {
    if (this.busy) return null;
    return restsUntil(this.live);
  }

  /** @throws ActionRefused if an operator's command is not valid in this state. */
  dispatch(command: Command): void {
    this.applyInbox();
    this.apply([command]);
    this.proceed();
  }

  /**
   * Starts nothing new. What is in flight may still finish and be written, and a call whose intent is written is still
   * made: otherwise its outcome would be unknown to the process that continues the job.
   */
  stop(): void {
    this.stopped = true;
    this.effects.cancelWake();
    this.effects.endSearches();
  }

  /**
   * Resolves when the job is on disk up to this version: by default, with everything it has decided so far.
   * @throws JobLost if this process will not write that.
   */
  whenDurable(version = this.live.version): Promise<JobState> {
    return this.lost ? Promise.reject(this.lost) : this.writes.whenDurable(version);
  }

  enqueue(command: Command, effect: PerformedEffect): void {
    if (this.inbox.push({ command, effect }) === 1) setImmediate(() => this.applyInbox());
  }

  takeEntry(): JournalEntry | null {
    const entry = this.writes.take(this.live);
    if (entry !== null && !this.writes.due) {
      this.cancelLazyWrite?.();
      this.cancelLazyWrite = null;
    }
    return entry;
  }

  appended(result: Appended): void {
    if (typeof result === 'object' && 'refused' in result) return this.refused(result.refused);
    if (result !== 'ok') return this.abandon(result);
    const committed = this.writes.committed();
    if (committed === null) return;
    this.context.committed(committed.state, committed.events);
    this.writes.resolveWaiters();
    this.proceed();
  }

  appendFailed(error: unknown): boolean {
    this.writes.retainForRetry();
    // No client has been told of a job without a durable state: it is dropped rather than retried.
    if (this.durable !== null && !(error instanceof OwnershipLost)) return true;
    this.abandon(asError(error));
    return false;
  }

  /** Ends at once: the process that drives the job now finds out what became of the calls in flight. */
  abandon(reason: Appended | Error): void {
    if (this.lost) return;
    this.lost = new JobLost(messageOf(reason), reason);
    this.stop();
    this.writes.clear();
    this.effects.cancelAll();
    this.context.lost(this, reason);
    this.writes.rejectWaiters(this.lost);
  }

  /**
   * The journal cannot hold what the job decided. The job continues from what is on disk, and fails there; if that cannot be
   * written either, it stops.
   */
  private refused(reason: Error): void {
    const { durable } = this;
    if (durable === null || this.wasRefused) return this.abandon(reason);
    this.wasRefused = true;
    this.context.refused(this.live.id, reason);
    this.writes.clear();
    this.writes.rejectWaiters(new JobLost(reason.message, reason, true));
    this.live = durable;
    const needed = keysOf(pendingEffects(durable));
    this.inbox = this.inbox.filter(({ effect }) => needed.has(effect.key));
    const inFlight = this.effects.retain(needed).flatMap((effect) => (effect.kind === 'call' ? [effect.unit] : []));
    // Nothing is started in between: what the refused entry says was done would be done again.
    this.applyResults(this.inbox.splice(0));
    this.apply([{ type: 'unrecordable', message: reason.message, inFlight }]);
    this.proceed();
  }

  private apply(commands: readonly Command[]): void {
    const { state, events, more } = handleAll(this.live, commands, this.clock.now());
    this.live = state;
    this.writes.add(events);
    if (more) this.proceedLater();
  }

  private proceedLater(): void {
    if (this.hasMore) return;
    this.hasMore = true;
    setImmediate(() => {
      this.hasMore = false;
      if (!this.lost && !this.stopped) this.dispatch({ type: 'tick' });
    });
  }

  private applyInbox(): void {
    if (this.inbox.length > 0) this.proceed();
  }

  /** A result that the core rejects fails its own effect, and no other. */
  private applyResults(results: readonly EffectResult[]): void {
    try {
      this.apply(results.map(({ command }) => command));
    } catch (error) {
      if (results.length > 1) results.forEach((result) => this.applyResults([result]));
      else if (results[0]) this.fail(results[0].effect, error);
    }
  }

  private fail(effect: PerformedEffect, cause: unknown): void {
    try {
      this.apply([commandOfFailedEffect(effect, cause)]);
    } catch (error) {
      this.abandon(asError(error));
    }
  }

  /** Starts effects for as long as results are known at once, then has the events written. */
  private proceed(): void {
    // Results first: otherwise pendingEffects would ask for their effects again.
    if (this.inbox.length > 0) this.applyResults(this.inbox.splice(0));
    let waits = false;
    for (let known = true, rounds = 0; known && !this.lost; rounds++) {
      if (rounds > MOST_ROUNDS) return this.abandon(new Error('the job never comes to an end: it repeats itself'));
      const effects = pendingEffects(this.live);
      const started = this.effects.start(effects, this.stopped, () => this.releasedKeys(effects));
      waits = started.waits;
      known = started.results.length > 0;
      if (known) this.applyResults(started.results);
      if (started.more) {
        this.proceedLater();
        break;
      }
    }
    if (!this.lost && this.writes.due) this.requestWrite(waits);
  }

  private requestWrite(waits: boolean): void {
    if (waits || this.stopped || hasEnded(this.live) || this.durable === null) this.context.writer.request(this);
    else this.cancelLazyWrite ??= this.clock.at(this.clock.now() + LAZY_WRITE_MS, () => this.writeNow());
  }

  private writeNow(): void {
    this.cancelLazyWrite = null;
    this.context.writer.request(this);
  }

  /** Keys of the effects that the journal already asks for; `live` are those of the current state. */
  private releasedKeys(live: readonly Effect[]): ReadonlySet<string> {
    const { durable } = this;
    if (durable === null) return new Set();
    return keysOf(durable === this.live ? live : pendingEffects(durable));
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function messageOf(reason: Appended | Error): string {
  if (reason === 'conflict') return 'another process drives the job';
  return reason instanceof Error ? reason.message : 'it could not be written';
}
