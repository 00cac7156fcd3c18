import { PlatformError } from '#contract';
import type { Command, OperatorCommand } from '../core/commands';
import { ActionRefused } from '../core/decide/action-refused';
import type { RecordedEvent } from '../core/events';
import { hasEnded } from '../core/evolve/evolve';
import type { JobState } from '../core/state';
import type { Clock } from '../ports/clock.port';
import { type Appended, type Journal, JournalDamaged, type SubmissionKey } from '../ports/journal.port';
import { type Ownership, OwnershipLost } from '../ports/ownership.port';
import { Audience } from './audience';
import type { Correspondence } from './correspondence';
import type { EffectPerformer } from './effect-performer';
import { type DriverHooks, JobDriver, JobLost } from './job-driver';
import { JournalTail } from './journal-tail';
import { JournalWriter } from './journal-writer';
import type { OrchestratorLog } from './log';
import { readJob, understood } from './read-job';
import type { Observer } from './observer';
import { RestingJobs } from './resting-jobs';

/** Waits shorter than this are spent in memory. */
const WORTH_RESTING_MS = 5_000;
/** When a job's journal could not be read just now. */
const WAKE_AGAIN_MS = 5_000;
const ASK_AGAIN_MS = 1_000;
/** How often an action looks for whoever drives the job now, before somebody has to ask again. */
const MOST_TRIES = 8;

/** What came of a submission. */
export type Submitted =
  | { readonly kind: 'accepted'; readonly state: JobState }
  | { readonly kind: 'known'; readonly jobId: string; readonly sameBody: boolean }
  /** The id was chosen by the submitter, and another job has it. */
  | { readonly kind: 'taken' };

/** All jobs this process drives: takes them in, tells them what people want, and says how they stand. */
export class Orchestrator {
  private readonly drivers = new Map<string, JobDriver>();
  private readonly writer: JournalWriter;
  private readonly audience = new Audience();
  private readonly observers: Observer[] = [];
  private readonly resting: RestingJobs;
  private readonly tail: JournalTail;
  private stopped = false;

  constructor(
    private readonly journal: Journal,
    private readonly ownership: Ownership,
    private readonly correspondence: Correspondence,
    private readonly performer: EffectPerformer,
    private readonly clock: Clock,
    private readonly log: OrchestratorLog,
  ) {
    this.tail = new JournalTail(journal, this.audience, (jobId) => this.drives(jobId));
    const written = (jobs: number): void => this.observers.forEach((observer) => observer.written?.(jobs));
    this.writer = new JournalWriter(journal, clock, written);
    this.resting = new RestingJobs(clock, (jobId) => void this.wakeUp(jobId));
  }

  /** Whether the job is open and driven by this process. */
  drives(jobId: string): boolean {
    return this.drivers.has(jobId) || this.resting.has(jobId);
  }

  /** How many writes failed since the start: a new job among them may be on disk, and nobody drives it. */
  get failedWrites(): number {
    return this.writer.failures;
  }

  get open(): number {
    return this.drivers.size + this.resting.size;
  }

  /** Has somebody watch all jobs, from now on. */
  observe(observer: Observer): void {
    this.observers.push(observer);
  }

  /**
   * Resolves when the job is on disk. Rejects when it could not be written; it then does not exist, unless the journal
   * could not even be read: then it is looked for until that is known.
   */
  submit(command: Extract<Command, { type: 'submit' }>, key: SubmissionKey | null): Promise<Submitted> {
    const { jobId } = command;
    if (this.drives(jobId)) return Promise.resolve({ kind: 'taken' });
    return new Promise((resolve, reject) => {
      const hooks = this.hooksFor(jobId);
      const driver = JobDriver.accept(command, key, this.clock, this.writer, {
        ...hooks,
        durable: (state, events) => {
          hooks.durable(state, events);
          resolve({ kind: 'accepted', state });
        },
        lost: (reason) => {
          if (driver.durable !== null) return hooks.lost(reason);
          this.forget(jobId);
          const known = typeof reason === 'object' && 'duplicateOf' in reason ? reason : null;
          if (known) resolve({ kind: 'known', jobId: known.duplicateOf, sameBody: known.sameBody });
          else if (reason === 'conflict') resolve({ kind: 'taken' });
          else
            void this.writtenAfterAll(jobId).then((state) =>
              state ? resolve({ kind: 'accepted', state }) : reject(asError(reason)),
            );
        },
      });
      this.drivers.set(jobId, driver);
    });
  }

  /**
   * Tells a job what somebody wants of it, whichever process drives it; resolves when that is on disk, with null when
   * there is no such job.
   * @throws ActionRefused when it makes no sense now.
   * @throws PlatformError `unavailable` when nobody knows whether it was told.
   */
  async act(jobId: string, command: OperatorCommand): Promise<JobState | null> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const whose = this.drives(jobId) ? 'ours' : await this.ownership.whose(jobId);
      if (whose === null) return null;
      const told = whose === 'ours' ? await this.actHere(jobId, command) : await this.actThere(jobId, command);
      if (told !== 'moved') return told;
    }
    throw notKnown(jobId, 'it is being taken over');
  }

  /** The same, for a job that is this process's; `moved` when it is not any more, and the job was not told. */
  async actHere(jobId: string, command: OperatorCommand): Promise<JobState | null | 'moved'> {
    const driver = this.drivers.get(jobId) ?? (await this.wake(jobId));
    if (!driver) return null;
    try {
      driver.tell(command);
      return await driver.whenDurable();
    } catch (error) {
      if (!(error instanceof JobLost)) throw error;
      if (error.untold && this.ownership.shared) return 'moved';
      throw notKnown(jobId, error.message);
    } finally {
      this.letGo(driver);
    }
  }

  private async actThere(jobId: string, command: OperatorCommand): Promise<JobState | null | 'moved'> {
    const reply = await this.correspondence.ask(jobId, command);
    switch (reply.kind) {
      case 'done':
        return readJob(this.journal, jobId);
      case 'no-such-job':
        return null;
      case 'refused':
        throw new ActionRefused(reply.reason);
      case 'unknown':
        throw notKnown(jobId, reply.reason);
      case 'moved':
        return 'moved';
    }
  }

  /** The job as far as it is on disk; null when there is none. */
  async state(jobId: string): Promise<JobState | null> {
    const driver = this.ownership.held ? this.drivers.get(jobId) : null;
    return driver?.durable ?? readJob(this.journal, jobId);
  }

  events(jobId: string): Promise<RecordedEvent[]> {
    return this.journal.read(jobId);
  }

  /** Tells `listener` of events as soon as they are on disk; the returned function ends that. */
  follow(jobId: string, listener: (events: readonly RecordedEvent[], state: JobState) => void): () => void {
    return this.audience.follow(jobId, listener);
  }

  /** Resolves with the job when it has ended, or null when `signal` aborts first. */
  async ended(jobId: string, signal: AbortSignal): Promise<JobState | null> {
    return new Promise((resolve, reject) => {
      const finish = (state: JobState | null): void => {
        unfollow();
        signal.removeEventListener('abort', abort);
        resolve(state);
      };
      const abort = (): void => finish(null);
      const unfollow = this.follow(jobId, (_, state) => {
        if (hasEnded(state)) finish(state);
      });
      signal.addEventListener('abort', abort, { once: true });
      this.state(jobId).then((state) => {
        if (state === null || hasEnded(state) || signal.aborted) finish(signal.aborted ? null : state);
      }, reject);
    });
  }

  /** Takes up every open job that nobody drives. */
  async recover(): Promise<void> {
    await this.adopt(await this.ownership.claim());
  }

  /** Takes up jobs that are this process's now. One that cannot be read is named and left; the others go on. */
  async adopt(jobIds: readonly string[]): Promise<void> {
    for (const jobId of jobIds) {
      if (this.stopped) return;
      if (this.drives(jobId)) continue;
      try {
        const state = await readJob(this.journal, jobId);
        if (state && !hasEnded(state) && !this.drives(jobId)) this.letGo(this.take(state));
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

  /** Tells those who follow jobs of other processes what became of them. */
  lookElsewhere(): Promise<void> {
    return this.tail.look();
  }

  /** Starts nothing new, lets what is in flight answer until `limitMs` are over, and writes what is left. */
  async stop(limitMs: number): Promise<void> {
    this.stopped = true;
    this.resting.clear();
    for (const driver of this.drivers.values()) driver.stop();
    const until = this.clock.now() + limitMs;
    while (this.clock.now() < until && [...this.drivers.values()].some(({ busy }) => busy)) {
      await this.clock.sleep(20);
    }
    await this.writer.idle();
  }

  /** A job whose first write failed may be on disk all the same. Then it is driven like any other. */
  private async writtenAfterAll(jobId: string): Promise<JobState | null> {
    if (this.ownership.held) await this.wakeUp(jobId);
    return this.state(jobId).catch(() => null);
  }

  private async wake(jobId: string): Promise<JobDriver | null> {
    const state = await readJob(this.journal, jobId);
    const present = this.drivers.get(jobId);
    if (present || !state) return present ?? null;
    return this.take(state);
  }

  /** A wait is over. */
  private async wakeUp(jobId: string): Promise<void> {
    if (this.stopped) return;
    try {
      const driver = await this.wake(jobId);
      if (driver) this.letGo(driver);
    } catch (error) {
      if (error instanceof JournalDamaged) this.log.damaged(jobId, error);
      else this.resting.add(jobId, this.clock.now() + WAKE_AGAIN_MS);
    }
  }

  private take(state: JobState): JobDriver {
    this.resting.remove(state.id);
    const driver = understood(state.id, () =>
      JobDriver.resume(state, this.clock, this.writer, this.hooksFor(state.id)),
    );
    this.drivers.set(state.id, driver);
    return driver;
  }

  private hooksFor(jobId: string): DriverHooks {
    return {
      held: () => this.ownership.held,
      perform: (effect, job) => this.performer.perform(effect, job),
      durable: (state, events) => {
        this.audience.tell(state, events);
        for (const observer of this.observers) observer.recorded(events, state);
        const driver = this.drivers.get(jobId);
        if (driver) this.letGo(driver);
      },
      lost: (reason) => {
        this.forget(jobId);
        if (reason instanceof OwnershipLost) return;
        if (reason instanceof Error || reason === 'conflict') this.log.lost(jobId, describe(reason));
      },
    };
  }

  private forget(jobId: string): void {
    this.drivers.delete(jobId);
    this.performer.forget(jobId);
  }

  /** A job that has ended needs nobody to drive it, and one that only waits takes no memory worth naming. */
  private letGo(driver: JobDriver): void {
    const { state, durable } = driver;
    if (durable?.version !== state.version) return;
    const until = hasEnded(state) ? null : driver.restsUntil;
    if (!hasEnded(state) && (until === null || until - this.clock.now() < WORTH_RESTING_MS)) return;
    driver.stop();
    this.forget(state.id);
    if (until !== null) this.resting.add(state.id, until);
  }
}

function asError(reason: Appended | Error): Error {
  return reason instanceof Error ? reason : new Error(describe(reason));
}

function describe(reason: Appended | Error): string {
  return reason instanceof Error ? reason.message : 'somebody else drives it';
}

function notKnown(jobId: string, why: string): PlatformError {
  const message = `Nobody knows whether job ${jobId} was told: ${why}. Look at it, and ask again`;
  return new PlatformError('unavailable', message, { retryAfterMs: ASK_AGAIN_MS });
}
