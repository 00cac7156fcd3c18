import { hasEnded } from '#contract/pure';
import type { Command, OperatorCommand } from '../core/model/commands';
import type { JobState } from '../core/model/state';
import type { Journal, JournalPage, SubmissionKey } from '../ports/journal.port';
import type { Observer } from '../ports/observer.port';
import type { OpenJobs, Submitted } from './driving/open-jobs';
import type { JobSubscribers, Listener } from './journal/job-subscribers';
import type { JournalWriter } from './journal/journal-writer';
import { historyOf } from './journal/read-job';
import type { OperatorActions } from './replicas/operator-actions';

interface Parts {
  readonly journal: Journal;
  readonly jobs: OpenJobs;
  readonly actions: OperatorActions;
  readonly writer: JournalWriter;
  readonly subscribers: JobSubscribers;
}

/** The jobs of this platform, as an app uses them: submit, act on, read and observe. */
export class Orchestrator {
  constructor(private readonly parts: Parts) {}

  /** The number of open jobs of this process. */
  get open(): number {
    return this.parts.jobs.size;
  }

  /** The number of units of the jobs that this process drives. */
  get openUnits(): number {
    return this.parts.jobs.unitCount;
  }

  /** Observes all jobs of this process from now on. */
  observe(observer: Observer): void {
    this.parts.subscribers.observe(observer);
  }

  /** @see OpenJobs.submit */
  submit(command: Extract<Command, { type: 'submit' }>, key: SubmissionKey | null): Promise<Submitted> {
    return this.parts.jobs.submit(command, key);
  }

  /** @see OperatorActions.act */
  act(jobId: string, command: OperatorCommand): Promise<JobState | null> {
    return this.parts.actions.act(jobId, command);
  }

  /** @see OpenJobs.driven */
  driven(jobId: string): JobState | null {
    return this.parts.jobs.driven(jobId);
  }

  /** The job as far as it is on disk; null if there is none. */
  state(jobId: string, signal?: AbortSignal): Promise<JobState | null> {
    return this.parts.jobs.state(jobId, signal);
  }

  /** @see historyOf */
  history(jobId: string, after: number, signal?: AbortSignal): AsyncIterable<JournalPage> {
    return historyOf(this.parts.journal, jobId, after, signal);
  }

  /** Calls `listener` with events as soon as they are on disk; the returned function ends the subscription. */
  subscribe(jobId: string, listener: Listener): () => void {
    return this.parts.subscribers.subscribe(jobId, listener);
  }

  /**
   * Resolves with the job when it has ended, or with null after `giveUp` was called. `onWait` receives `giveUp`, and returns
   * what to call when the wait is over.
   */
  ended(jobId: string, onWait: (giveUp: () => void) => () => void): Promise<JobState | null> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        unsubscribe();
        stopWaiting();
      };
      const finish = (state: JobState | null): void => {
        stop();
        resolve(state);
      };
      const unsubscribe = this.subscribe(jobId, (_, state) => {
        if (hasEnded(state)) finish(state);
      });
      // Deferred: `onWait` may call it before it returns.
      const stopWaiting = onWait(() => queueMicrotask(() => finish(null)));
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

  /** Starts nothing new, waits up to `limitMs` for the calls in flight, and writes what is left. */
  async stop(limitMs: number): Promise<void> {
    await this.parts.jobs.stop(limitMs);
    await this.parts.writer.idle();
  }
}
