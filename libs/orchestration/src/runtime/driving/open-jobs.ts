import { hasEnded } from '#contract/pure';
import { setImmediate } from 'node:timers/promises';
import type { Command } from '../../core/model/commands';
import type { RecordedEvent } from '../../core/model/events';
import type { JobState } from '../../core/model/state';
import type { Clock } from '../../ports/clock.port';
import { type Appended, JournalDamaged, type SubmissionKey } from '../../ports/journal.port';
import type { OrchestratorLog } from '../../ports/log.port';
import { type Ownership, OwnershipLost } from '../../ports/ownership.port';
import type { Rests } from '../../ports/rests.port';
import { JobLost } from '../journal/job-lost';
import type { JobStates } from '../journal/job-states';
import type { JobSubscribers } from '../journal/job-subscribers';
import { decoded } from '../journal/read-job';
import { type DriverContext, JobDriver } from './job-driver';
import { DueJobs } from './due-jobs';
import { HeldUnits } from './held-units';
import { RestingJobs } from './resting-jobs';

/** Waits shorter than this are spent in memory. */
const WORTH_RESTING_MS = 5_000;
/** After this many adopted jobs, other work gets a turn of the event loop. */
const ADOPTED_PER_TURN = 20;
/** When to retry a job whose journal could not be read. */
const WAKE_AGAIN_MS = 5_000;

/** What came of a submission. */
export type Submitted =
  | { readonly kind: 'accepted'; readonly state: JobState }
  | { readonly kind: 'known'; readonly jobId: string; readonly sameBody: boolean }
  /** The client chose the id, and another job has it. */
  | { readonly kind: 'taken' };

export interface Dispatched {
  readonly driver: JobDriver;
  /** Asked for in the same turn: a journal that refuses what the command did, a moment later, rejects it. */
  readonly committed: Promise<JobState>;
}

interface Parts extends Pick<DriverContext, 'writer' | 'executors'> {
  readonly ownership: Ownership;
  readonly rests: Rests;
  readonly subscribers: JobSubscribers;
}

/**
 * The open jobs of this process: active ones have a driver, the others rest until it is time. What waits at its step rests
 * in the table of jobs, and takes no memory; shorter waits, between the attempts of a call, are kept here.
 */
export class OpenJobs {
  private readonly drivers = new Map<string, JobDriver>();
  private readonly resting = new RestingJobs((jobId) => void this.wakeUp(jobId));
  private readonly due: DueJobs;
  private readonly held = new HeldUnits();
  private readonly context: DriverContext;
  private stopped = false;

  constructor(
    private readonly states: JobStates,
    private readonly parts: Parts,
    private readonly clock: Clock,
    private readonly log: OrchestratorLog,
    mostDriven: number,
  ) {
    this.due = new DueJobs({
      rests: parts.rests,
      clock,
      wakeUp: (jobId) => this.wakeUp(jobId),
      hasRoom: () => this.drivers.size < mostDriven,
    });
    this.context = {
      ...parts,
      committed: (state, events) => this.committed(state, events),
      refused: (jobId, reason) => this.log.refused(jobId, reason.message),
      lost: (driver, reason) => this.lost(driver, reason),
    };
  }

  has(jobId: string): boolean {
    return this.drivers.has(jobId) || this.resting.has(jobId);
  }

  get size(): number {
    return this.drivers.size + this.resting.size;
  }

  /** Of the jobs that are driven; those that rest are on disk. */
  get unitCount(): number {
    return this.held.total;
  }

  /** A job that is driven here, as far as it is on disk; null for any other. */
  driven(jobId: string): JobState | null {
    const driver = this.parts.ownership.held ? this.drivers.get(jobId) : null;
    return driver?.durable ?? null;
  }

  /** The job as far as it is on disk; null if there is none. */
  async state(jobId: string, signal?: AbortSignal): Promise<JobState | null> {
    return this.driven(jobId) ?? this.states.read(jobId, signal);
  }

  /**
   * Resolves when the job is on disk. Rejects if it could not be written; it then does not exist, unless the journal could
   * not be read either: then this process looks for it until that is known.
   */
  async submit(command: Extract<Command, { type: 'submit' }>, key: SubmissionKey | null): Promise<Submitted> {
    const { jobId } = command;
    if (this.has(jobId)) return { kind: 'taken' };
    const driver = JobDriver.accept(command, key, this.clock, this.context);
    this.drivers.set(jobId, driver);
    this.held.note(driver.state);
    try {
      return { kind: 'accepted', state: await driver.whenDurable(1) };
    } catch (error) {
      if (!(error instanceof JobLost)) throw error;
      this.forget(driver);
      return this.notWritten(jobId, error.reason);
    }
  }

  private async notWritten(jobId: string, reason: Appended | Error): Promise<Submitted> {
    if (reason === 'conflict') return { kind: 'taken' };
    if (typeof reason === 'object' && 'duplicateOf' in reason) {
      return { kind: 'known', jobId: reason.duplicateOf, sameBody: reason.sameBody };
    }
    // A write that failed may have reached the disk all the same. Then the job is driven like any other.
    if (this.parts.ownership.held) await this.wakeUp(jobId);
    const state = await this.state(jobId).catch(() => null);
    if (state === null) throw reason instanceof Error ? reason : new Error('the job could not be written');
    return { kind: 'accepted', state };
  }

  /**
   * Passes a command to a job, even if it rests or has ended, and drives it; null if there is no such job. Call `release`
   * afterwards.
   * @throws ActionRefused if the command is not valid now.
   */
  async dispatch(jobId: string, command: Command): Promise<Dispatched | null> {
    const state = this.drivers.has(jobId) ? null : await this.states.read(jobId);
    // In the same turn: a driver that is released in between starts nothing more.
    const driver = this.driverOf(jobId, state);
    if (driver === null) return null;
    try {
      driver.dispatch(command);
      return { driver, committed: driver.whenDurable() };
    } catch (error) {
      this.release(driver);
      throw error;
    }
  }

  /** Frees the driver of a job that has ended or only waits. */
  release(driver: JobDriver): void {
    const { state, durable } = driver;
    if (durable?.version !== state.version) return;
    const until = hasEnded(state) ? null : driver.restsUntil;
    if (!hasEnded(state) && (until === null || until - driver.clock.now() < WORTH_RESTING_MS)) return;
    driver.stop();
    this.forget(driver);
    this.states.keep(durable);
    if (until === null) return;
    // What has a time of its own, ahead of this process's, is not woken by that.
    if (driver.isListedAtRest && driver.clock === this.clock) this.due.expect(until);
    else this.resting.add(state.id, driver.clock, until);
  }

  /** Wakes the jobs of this process that are due, also those that it has claimed since. */
  wakeDue(): Promise<void> {
    return this.due.look();
  }

  private async wakeUp(jobId: string): Promise<void> {
    if (this.stopped) return;
    try {
      const driver = this.driverOf(jobId, await this.states.read(jobId));
      if (driver) this.release(driver);
    } catch (error) {
      if (error instanceof JournalDamaged) this.log.damaged(jobId, error);
      else this.restAgain(jobId);
    }
  }

  private restAgain(jobId: string): void {
    const clock = this.resting.remove(jobId) ?? this.clock;
    this.resting.add(jobId, clock, clock.now() + WAKE_AGAIN_MS);
  }

  /** Drives jobs that this process owns now. A job that cannot be read is logged and skipped. */
  async adopt(jobIds: readonly string[]): Promise<void> {
    for (const [index, jobId] of jobIds.entries()) {
      // An embedded database is read synchronously.
      if (index % ADOPTED_PER_TURN === ADOPTED_PER_TURN - 1) await setImmediate();
      if (this.stopped) return;
      if (this.has(jobId)) continue;
      try {
        const state = await this.states.read(jobId);
        if (state && !hasEnded(state) && !this.has(jobId)) this.release(this.resume(state, false));
      } catch (error) {
        if (!(error instanceof JournalDamaged)) throw error;
        this.log.damaged(jobId, error);
      }
    }
  }

  /** Abandons all jobs at once without writing: other processes own them. */
  abandonAll(): void {
    this.resting.clear();
    for (const driver of [...this.drivers.values()]) driver.abandon(new OwnershipLost());
  }

  /** Starts nothing new, and waits up to `limitMs` for the calls in flight. */
  async stop(limitMs: number): Promise<void> {
    this.stopped = true;
    this.due.stop();
    this.resting.clear();
    for (const driver of this.drivers.values()) driver.stop();
    const until = this.clock.now() + limitMs;
    while (this.clock.now() < until && [...this.drivers.values()].some(({ busy }) => busy)) {
      await this.clock.sleep(20);
    }
  }

  private driverOf(jobId: string, state: JobState | null): JobDriver | null {
    // One that is not here rests in the table: its row has said so.
    const isListedAtRest = !this.resting.has(jobId);
    return this.drivers.get(jobId) ?? (state && this.resume(state, isListedAtRest));
  }

  private resume(state: JobState, isListedAtRest: boolean): JobDriver {
    const clock = this.resting.remove(state.id) ?? this.clock;
    const driver = decoded(state.id, () => JobDriver.resume(state, clock, this.context, isListedAtRest));
    this.drivers.set(state.id, driver);
    this.held.note(driver.state);
    this.states.forget(state.id);
    return driver;
  }

  private committed(state: JobState, events: readonly RecordedEvent[]): void {
    this.parts.subscribers.recorded(state, events);
    const driver = this.drivers.get(state.id);
    if (!driver) return;
    this.held.note(driver.state);
    this.release(driver);
  }

  private lost(driver: JobDriver, reason: Appended | Error): void {
    this.forget(driver);
    // A job that was never on disk is the business of its submission.
    if (driver.durable === null || reason instanceof OwnershipLost) return;
    if (reason instanceof Error) this.log.lost(driver.state.id, reason.message);
    else if (reason === 'conflict') this.log.lost(driver.state.id, 'another process drives it');
  }

  private forget(driver: JobDriver): void {
    const { id } = driver.state;
    if (this.drivers.get(id) === driver) this.drivers.delete(id);
    if (this.drivers.has(id)) return;
    this.held.forget(id);
    const { steps, reversion } = this.parts.executors;
    steps.release?.(id);
    reversion.release?.(id);
  }
}
