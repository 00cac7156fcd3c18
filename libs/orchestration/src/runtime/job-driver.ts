import type { Command } from '../core/commands';
import type { Effect } from '../core/effects';
import type { RecordedEvent } from '../core/events';
import { hasEnded } from '../core/evolve/evolve';
import { failedEffect } from '../core/failed-effect';
import { handle, handleAll } from '../core/handle';
import { pendingEffects } from '../core/pending-effects';
import type { JobState } from '../core/state';
import type { Clock } from '../ports/clock.port';
import type { Appended, JournalEntry, SubmissionKey } from '../ports/journal.port';
import { OwnershipLost } from '../ports/ownership.port';
import { type ContextOwner, type Performed } from './effect-context';
import { EffectStarter, keysOf, type Told } from './effect-starter';
import type { JobContext } from './executor';
import { JobLost } from './job-lost';
import { JobWrites } from './job-writes';
import type { JournalSource, JournalWriter } from './journal-writer';

/** Records that nobody waits for are written after this time at the latest. */
const LAZY_WRITE_MS = 5;
/** In which something is known at once: a job needs a few. Others must go on when the core never comes to an end. */
const MOST_ROUNDS = 1_000;

/** What all drivers of a process ask of it. */
export interface DriverHooks {
  /** Whether this process may still call for its jobs. */
  held(): boolean;
  perform(effect: Performed, job: JobContext): Promise<Command> | Command;
  /** These events are on disk now, and this is what they make of the job. */
  durable(state: JobState, events: readonly RecordedEvent[]): void;
  /** The journal cannot hold what the job decided: the job fails. */
  refused(jobId: string, reason: Error): void;
  /** The first entry could not be written, or the job belongs to somebody else. */
  lost(jobId: string, reason: Appended | Error): void;
}

/**
 * Drives one job: tells the core what happened, writes what it decided, and performs what it waits for. Effects that
 * change the world wait until the journal is on disk; those that only look do not.
 */
export class JobDriver implements JournalSource, ContextOwner {
  /** What executors answered since the last turn: a wide step is looked at once for all of it. */
  private inbox: Told[] = [];
  private readonly effects: EffectStarter;
  private readonly writes: JobWrites;
  private stopped = false;
  private isLost = false;
  private wasRefused = false;
  private cancelLazyWrite: (() => void) | null = null;

  private constructor(
    private live: JobState,
    durable: JobState | null,
    submission: SubmissionKey | null,
    /** The job's own time. */
    readonly clock: Clock,
    private readonly writer: JournalWriter,
    private readonly hooks: DriverHooks,
  ) {
    this.writes = new JobWrites(durable, submission);
    this.effects = new EffectStarter(this, (effect, job) => hooks.perform(effect, job));
  }

  static accept(
    command: Extract<Command, { type: 'submit' }>,
    submission: SubmissionKey | null,
    clock: Clock,
    writer: JournalWriter,
    hooks: DriverHooks,
  ): JobDriver {
    const { state, events } = handle(null, command, clock.now());
    const driver = new JobDriver(state, null, submission, clock, writer, hooks);
    driver.writes.add(events);
    driver.goOn();
    return driver;
  }

  /** Takes a job up again where its journal ends. */
  static resume(state: JobState, clock: Clock, writer: JournalWriter, hooks: DriverHooks): JobDriver {
    const driver = new JobDriver(state, state, null, clock.notBefore(state.updatedAt), writer, hooks);
    driver.tell({ type: 'recovered' });
    return driver;
  }

  get state(): JobState {
    return this.live;
  }

  /** The state as far as it is on disk: what clients may be told. */
  get durable(): JobState | null {
    return this.writes.durable;
  }

  /** Whether calls are under way whose answers would be lost now. */
  get busy(): boolean {
    return this.effects.anyUnderWay || this.inbox.length > 0 || this.writes.any;
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
    this.goOn();
  }

  /**
   * Starts nothing new; what is in flight may still be answered and written, and a call whose intent goes to disk is still
   * made: otherwise its outcome would be unknown to whoever goes on.
   */
  stop(): void {
    this.stopped = true;
    this.effects.cancelWake();
  }

  /**
   * Resolves when all that the job decided so far is on disk.
   * @throws JobLost when that will not come to be here.
   */
  whenDurable(): Promise<JobState> {
    return this.writes.whenDurable(this.live);
  }

  mayCall(): boolean {
    return this.hooks.held();
  }

  hear(command: Command, effect: Performed): void {
    if (this.inbox.push({ command, effect }) === 1) setImmediate(() => this.digest());
  }

  take(): JournalEntry | null {
    const entry = this.writes.take(this.live);
    if (entry !== null && !this.writes.due) {
      this.cancelLazyWrite?.();
      this.cancelLazyWrite = null;
    }
    return entry;
  }

  appended(result: Appended): void {
    if (typeof result === 'object' && 'refused' in result) return this.refused(result.refused);
    if (result !== 'ok') return this.giveUp(result);
    const landed = this.writes.landed();
    if (landed === null) return;
    this.hooks.durable(landed.state, landed.events);
    this.writes.tellWaiters();
    this.goOn();
  }

  failed(error: unknown): boolean {
    this.writes.insist();
    // A job that nobody was told of need not be insisted on.
    if (this.durable !== null && !(error instanceof OwnershipLost)) return true;
    this.giveUp(asError(error));
    return false;
  }

  /**
   * The journal cannot hold what the job decided. The job goes on from what is on disk, and fails there; if that cannot be
   * written either, it stands still.
   */
  private refused(reason: Error): void {
    const { durable } = this;
    if (durable === null || this.wasRefused) return this.giveUp(reason);
    this.wasRefused = true;
    this.hooks.refused(this.live.id, reason);
    this.writes.drop();
    this.writes.disappoint(new JobLost(reason.message, true));
    this.live = durable;
    const wanted = keysOf(pendingEffects(durable));
    this.inbox = this.inbox.filter(({ effect }) => wanted.has(effect.key));
    const left = this.effects.retain(wanted);
    const inFlight = left.flatMap(({ effect }) => (effect.kind === 'call' ? [effect.unit] : []));
    this.tell({ type: 'unrecordable', message: reason.message, inFlight });
  }

  /** Ends at once: what is in flight is for whoever drives the job now to settle. */
  giveUp(reason: Appended | Error): void {
    if (this.isLost) return;
    this.isLost = true;
    this.stop();
    this.writes.drop();
    this.effects.loseAll();
    this.hooks.lost(this.live.id, reason);
    const untold = reason === 'conflict';
    this.writes.disappoint(new JobLost(untold ? 'somebody else drives the job' : messageOf(reason), untold));
  }

  private absorb(commands: readonly Command[]): void {
    const { state, events } = handleAll(this.live, commands, this.clock.now());
    this.live = state;
    this.writes.add(events);
  }

  private digest(): void {
    if (this.inbox.length > 0) this.goOn();
  }

  /** What performers told. One thing that makes no sense to the core takes nothing else with it. */
  private learn(told: readonly Told[]): void {
    try {
      this.absorb(told.map(({ command }) => command));
    } catch (error) {
      if (told.length > 1) told.forEach((one) => this.learn([one]));
      else if (told[0]) this.fail(told[0].effect, error);
    }
  }

  private fail(effect: Performed, cause: unknown): void {
    try {
      this.absorb([failedEffect(effect, cause)]);
    } catch (error) {
      this.giveUp(asError(error));
    }
  }

  /** Starts what may start, for as long as something is known at once, and has written what was decided. */
  private goOn(): void {
    // What was answered is under way no more, and would be asked for again if the core had not heard of it.
    if (this.inbox.length > 0) this.learn(this.inbox.splice(0));
    let waits = false;
    for (let known = true, rounds = 0; known && !this.isLost; rounds++) {
      if (rounds > MOST_ROUNDS) return this.giveUp(new Error('it goes round in circles'));
      const effects = pendingEffects(this.live);
      const started = this.effects.start(effects, this.stopped, () => this.releasedKeys(effects));
      waits = started.waits;
      known = started.answers.length > 0;
      if (known) this.learn(started.answers);
    }
    if (!this.isLost && this.writes.due) this.haveWritten(waits);
  }

  private haveWritten(waits: boolean): void {
    if (waits || this.stopped || hasEnded(this.live) || this.durable === null) this.writer.request(this);
    else this.cancelLazyWrite ??= this.clock.at(this.clock.now() + LAZY_WRITE_MS, () => this.writeNow());
  }

  private writeNow(): void {
    this.cancelLazyWrite = null;
    this.writer.request(this);
  }

  /** Keys of the effects that the journal already asks for; `live` are those of the state now. */
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
  return reason instanceof Error ? reason.message : 'it could not be written';
}
