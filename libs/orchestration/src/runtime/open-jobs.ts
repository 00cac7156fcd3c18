import { setImmediate } from 'node:timers/promises';
import type { Command } from '../core/commands';
import type { RecordedEvent } from '../core/events';
import { hasEnded } from '../core/evolve/evolve';
import type { JobState } from '../core/state';
import type { Clock } from '../ports/clock.port';
import { type Appended, type Journal, JournalDamaged, type SubmissionKey } from '../ports/journal.port';
import { type Ownership, OwnershipLost } from '../ports/ownership.port';
import type { EffectPerformer } from './effect-performer';
import { type DriverHooks, JobDriver } from './job-driver';
import { JobStates } from './job-states';
import type { JournalWriter } from './journal-writer';
import type { OrchestratorLog } from './log';
import { understood } from './read-job';
import { RestingJobs } from './resting-jobs';

/** Waits shorter than this are spent in memory. */
const WORTH_RESTING_MS = 5_000;
/** So many jobs are taken up before what they and others wait for gets its turn. */
const TAKEN_AT_ONCE = 20;
/** When a job's journal could not be read just now. */
const WAKE_AGAIN_MS = 5_000;

/** What came of writing a job down for the first time. */
export interface FirstWrite {
  written(state: JobState): void;
  failed(reason: Appended | Error): void;
}

/** The open jobs of this process: those with something to do are driven, the others rest until it is time. */
export class OpenJobs {
  private readonly drivers = new Map<string, JobDriver>();
  /** Whoever submitted a job is forgotten once told: jobs may be open for long, and there may be many. */
  private readonly firstWrites = new Map<string, FirstWrite>();
  private readonly hooks: DriverHooks;
  private readonly resting: RestingJobs;
  private readonly states: JobStates;
  private stopped = false;

  constructor(
    journal: Pick<Journal, 'read' | 'heads'>,
    private readonly ownership: Ownership,
    private readonly writer: JournalWriter,
    private readonly performer: EffectPerformer,
    private readonly clock: Clock,
    private readonly log: OrchestratorLog,
    /** These events are on disk now, and this is what they make of the job. */
    private readonly recorded: (state: JobState, events: readonly RecordedEvent[]) => void,
  ) {
    this.states = new JobStates(journal);
    this.resting = new RestingJobs((jobId) => void this.wakeUp(jobId));
    this.hooks = {
      held: () => this.ownership.held,
      perform: (effect, job) => this.performer.perform(effect, job),
      durable: (state, events) => this.landed(state, events),
      refused: (jobId, reason) => this.log.refused(jobId, reason.message),
      lost: (jobId, reason) => this.lost(jobId, reason),
    };
  }

  has(jobId: string): boolean {
    return this.drivers.has(jobId) || this.resting.has(jobId);
  }

  get size(): number {
    return this.drivers.size + this.resting.size;
  }

  /** The job as far as it is on disk; null when there is none. */
  async state(jobId: string, signal?: AbortSignal): Promise<JobState | null> {
    const driver = this.ownership.held ? this.drivers.get(jobId) : null;
    return driver?.durable ?? this.states.read(jobId, signal);
  }

  /** Drives a job that is not on disk yet. */
  accept(command: Extract<Command, { type: 'submit' }>, key: SubmissionKey | null, first: FirstWrite): void {
    const { jobId } = command;
    this.firstWrites.set(jobId, first);
    try {
      this.drivers.set(jobId, JobDriver.accept(command, key, this.clock, this.writer, this.hooks));
    } catch (error) {
      this.firstWrites.delete(jobId);
      throw error;
    }
  }

  /**
   * Tells a job, be it that it rests or has ended, and drives it; null when there is no such job. To be let go of
   * afterwards.
   * @throws ActionRefused when the command makes no sense now.
   */
  async tell(jobId: string, command: Command): Promise<JobDriver | null> {
    const state = this.drivers.has(jobId) ? null : await this.states.read(jobId);
    // At once: whoever gets a turn in between may let go of it, and a driver that was let go of starts nothing.
    const driver = this.driven(jobId, state);
    if (driver === null) return null;
    try {
      driver.tell(command);
      return driver;
    } catch (error) {
      this.letGo(driver);
      throw error;
    }
  }

  /** A job that has ended needs nobody to drive it, and one that only waits takes no memory worth naming. */
  letGo(driver: JobDriver): void {
    const { state, durable } = driver;
    if (durable?.version !== state.version) return;
    const until = hasEnded(state) ? null : driver.restsUntil;
    if (!hasEnded(state) && (until === null || until - driver.clock.now() < WORTH_RESTING_MS)) return;
    driver.stop();
    this.forget(state.id);
    this.states.keep(durable);
    if (until !== null) this.resting.add(state.id, driver.clock, until);
  }

  /** A wait is over. */
  async wakeUp(jobId: string): Promise<void> {
    if (this.stopped) return;
    try {
      const driver = this.driven(jobId, await this.states.read(jobId));
      if (driver) this.letGo(driver);
    } catch (error) {
      if (error instanceof JournalDamaged) this.log.damaged(jobId, error);
      else this.restAgain(jobId);
    }
  }

  private restAgain(jobId: string): void {
    const clock = this.resting.remove(jobId) ?? this.clock;
    this.resting.add(jobId, clock, clock.now() + WAKE_AGAIN_MS);
  }

  /** Takes up jobs that are this process's now. One that cannot be read is named and left; the others go on. */
  async adopt(jobIds: readonly string[]): Promise<void> {
    for (const [index, jobId] of jobIds.entries()) {
      // Reading an embedded database waits for nothing, and would let nobody else in.
      if (index % TAKEN_AT_ONCE === TAKEN_AT_ONCE - 1) await setImmediate();
      if (this.stopped) return;
      if (this.has(jobId)) continue;
      try {
        const state = await this.states.read(jobId);
        if (state && !hasEnded(state) && !this.has(jobId)) this.letGo(this.take(state));
      } catch (error) {
        if (!(error instanceof JournalDamaged)) throw error;
        this.log.damaged(jobId, error);
      }
    }
  }

  /** Gives up all jobs at once, unwritten: they are somebody else's. */
  drop(): void {
    this.resting.clear();
    for (const driver of [...this.drivers.values()]) driver.giveUp(new OwnershipLost());
  }

  /** Starts nothing new, and lets what is in flight answer until `limitMs` are over. */
  async stop(limitMs: number): Promise<void> {
    this.stopped = true;
    this.resting.clear();
    for (const driver of this.drivers.values()) driver.stop();
    const until = this.clock.now() + limitMs;
    while (this.clock.now() < until && [...this.drivers.values()].some(({ busy }) => busy)) {
      await this.clock.sleep(20);
    }
  }

  private driven(jobId: string, state: JobState | null): JobDriver | null {
    return this.drivers.get(jobId) ?? (state && this.take(state));
  }

  private take(state: JobState): JobDriver {
    const clock = this.resting.remove(state.id) ?? this.clock;
    const driver = understood(state.id, () => JobDriver.resume(state, clock, this.writer, this.hooks));
    this.drivers.set(state.id, driver);
    this.states.forget(state.id);
    return driver;
  }

  private landed(state: JobState, events: readonly RecordedEvent[]): void {
    this.recorded(state, events);
    const driver = this.drivers.get(state.id);
    if (driver) this.letGo(driver);
    this.firstWriteOf(state.id)?.written(state);
  }

  private lost(jobId: string, reason: Appended | Error): void {
    this.forget(jobId);
    const first = this.firstWriteOf(jobId);
    if (first) return first.failed(reason);
    if (reason instanceof OwnershipLost) return;
    if (reason instanceof Error) this.log.lost(jobId, reason.message);
    else if (reason === 'conflict') this.log.lost(jobId, 'somebody else drives it');
  }

  private firstWriteOf(jobId: string): FirstWrite | undefined {
    const first = this.firstWrites.get(jobId);
    this.firstWrites.delete(jobId);
    return first;
  }

  private forget(jobId: string): void {
    this.drivers.delete(jobId);
    this.performer.forget(jobId);
  }
}
