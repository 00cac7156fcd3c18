import type { Command, OperatorCommand } from '../core/commands';
import type { RecordedEvent } from '../core/events';
import { hasEnded } from '../core/evolve/evolve';
import type { JobState } from '../core/state';
import type { Clock } from '../ports/clock.port';
import type { Journal, JournalPage, SubmissionKey } from '../ports/journal.port';
import type { Ownership } from '../ports/ownership.port';
import { Audience } from './audience';
import type { Correspondence } from './correspondence';
import type { EffectPerformer } from './effect-performer';
import { Intake, type Submitted } from './intake';
import { JournalTail } from './journal-tail';
import { JournalWriter } from './journal-writer';
import type { OrchestratorLog } from './log';
import type { Observer } from './observer';
import { OpenJobs } from './open-jobs';
import { OperatorActions } from './operator-actions';
import { historyOf } from './read-job';

/** All jobs this process drives: takes them in, tells them what people want, and says how they stand. */
export class Orchestrator {
  private readonly jobs: OpenJobs;
  private readonly intake: Intake;
  private readonly actions: OperatorActions;
  private readonly writer: JournalWriter;
  private readonly audience = new Audience();
  private readonly observers: Observer[] = [];
  private readonly tail: JournalTail;

  constructor(
    private readonly journal: Journal,
    private readonly ownership: Ownership,
    correspondence: Correspondence,
    performer: EffectPerformer,
    clock: Clock,
    log: OrchestratorLog,
  ) {
    const written = (jobs: number): void => this.observers.forEach((observer) => observer.written?.(jobs));
    const recorded = (state: JobState, events: readonly RecordedEvent[]): void => {
      this.audience.tell(state, events);
      for (const observer of this.observers) observer.recorded(events, state);
    };
    this.writer = new JournalWriter(journal, clock, written);
    this.jobs = new OpenJobs(journal, ownership, this.writer, performer, clock, log, recorded);
    this.intake = new Intake(this.jobs, ownership);
    this.actions = new OperatorActions(this.jobs, ownership, correspondence, clock);
    this.tail = new JournalTail(journal, this.audience, (jobId) => this.jobs.has(jobId));
  }

  /** How many writes failed since the start: a new job among them may be on disk, and nobody drives it. */
  get failedWrites(): number {
    return this.writer.failures;
  }

  get open(): number {
    return this.jobs.size;
  }

  /** Has somebody watch all jobs, from now on. */
  observe(observer: Observer): void {
    this.observers.push(observer);
  }

  /** @see Intake.submit */
  submit(command: Extract<Command, { type: 'submit' }>, key: SubmissionKey | null): Promise<Submitted> {
    return this.intake.submit(command, key);
  }

  /** @see OperatorActions.act */
  act(jobId: string, command: OperatorCommand): Promise<JobState | null> {
    return this.actions.act(jobId, command);
  }

  /** @see OperatorActions.actHere */
  actHere(jobId: string, command: OperatorCommand): Promise<JobState | null | 'moved'> {
    return this.actions.actHere(jobId, command);
  }

  /** The job as far as it is on disk; null when there is none. */
  state(jobId: string, signal?: AbortSignal): Promise<JobState | null> {
    return this.jobs.state(jobId, signal);
  }

  /** @see historyOf */
  history(jobId: string, after: number, signal?: AbortSignal): AsyncIterable<JournalPage> {
    return historyOf(this.journal, jobId, after, signal);
  }

  /** Tells `listener` of events as soon as they are on disk; the returned function ends that. */
  follow(jobId: string, listener: (events: readonly RecordedEvent[], state: JobState) => void): () => void {
    return this.audience.follow(jobId, listener);
  }

  /**
   * Resolves with the job when it has ended, or null when nobody waits for it any more: `untilThen` is given what to call
   * then, and answers how to take that back.
   */
  ended(jobId: string, untilThen: (giveUp: () => void) => () => void): Promise<JobState | null> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        unfollow();
        forget();
      };
      const finish = (state: JobState | null): void => {
        stop();
        resolve(state);
      };
      const unfollow = this.follow(jobId, (_, state) => {
        if (hasEnded(state)) finish(state);
      });
      // Not at once: nobody may wait from the beginning.
      const forget = untilThen(() => queueMicrotask(() => finish(null)));
      this.state(jobId).then(
        (state) => {
          if (state === null || hasEnded(state)) finish(state);
        },
        (error: Error) => {
          stop();
          reject(error);
        },
      );
    });
  }

  /** Takes up every open job that nobody drives. */
  async recover(): Promise<void> {
    await this.adopt(await this.ownership.claim());
  }

  /** @see OpenJobs.adopt */
  adopt(jobIds: readonly string[]): Promise<void> {
    return this.jobs.adopt(jobIds);
  }

  /** Gives up all jobs at once, unwritten: they are somebody else's. */
  drop(): void {
    this.jobs.drop();
  }

  /** Tells those who follow jobs of other processes what became of them. */
  lookElsewhere(): Promise<void> {
    return this.tail.look();
  }

  /** Starts nothing new, lets what is in flight answer until `limitMs` are over, and writes what is left. */
  async stop(limitMs: number): Promise<void> {
    await this.jobs.stop(limitMs);
    await this.writer.idle();
  }
}
