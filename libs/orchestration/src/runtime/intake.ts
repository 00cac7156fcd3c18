import type { Command } from '../core/commands';
import type { JobState } from '../core/state';
import type { Appended, SubmissionKey } from '../ports/journal.port';
import type { Ownership } from '../ports/ownership.port';
import type { OpenJobs } from './open-jobs';

/** What came of a submission. */
export type Submitted =
  | { readonly kind: 'accepted'; readonly state: JobState }
  | { readonly kind: 'known'; readonly jobId: string; readonly sameBody: boolean }
  /** The id was chosen by the submitter, and another job has it. */
  | { readonly kind: 'taken' };

/** Takes new jobs in. */
export class Intake {
  constructor(
    private readonly jobs: OpenJobs,
    private readonly ownership: Ownership,
  ) {}

  /**
   * Resolves when the job is on disk. Rejects when it could not be written; it then does not exist, unless the journal
   * could not even be read: then it is looked for until that is known.
   */
  submit(command: Extract<Command, { type: 'submit' }>, key: SubmissionKey | null): Promise<Submitted> {
    const { jobId } = command;
    if (this.jobs.has(jobId)) return Promise.resolve({ kind: 'taken' });
    return new Promise((resolve, reject) =>
      this.jobs.accept(command, key, {
        written: (state) => resolve({ kind: 'accepted', state }),
        failed: (reason) => void this.notWritten(jobId, reason).then(resolve, reject),
      }),
    );
  }

  private async notWritten(jobId: string, reason: Appended | Error): Promise<Submitted> {
    if (reason === 'conflict') return { kind: 'taken' };
    if (typeof reason === 'object' && 'duplicateOf' in reason) {
      return { kind: 'known', jobId: reason.duplicateOf, sameBody: reason.sameBody };
    }
    if (typeof reason === 'object' && 'refused' in reason) throw reason.refused;
    const state = await this.writtenAfterAll(jobId);
    if (state === null) throw reason instanceof Error ? reason : new Error('the job could not be written');
    return { kind: 'accepted', state };
  }

  /** A job whose first write failed may be on disk all the same. Then it is driven like any other. */
  private async writtenAfterAll(jobId: string): Promise<JobState | null> {
    if (this.ownership.held) await this.jobs.wakeUp(jobId);
    return this.jobs.state(jobId).catch(() => null);
  }
}
