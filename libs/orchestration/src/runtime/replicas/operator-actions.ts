import { PlatformError } from '#contract';
import type { OperatorCommand } from '../../core/model/commands';
import { ActionRefused } from '../../core/decide/action-refused';
import type { JobState } from '../../core/model/state';
import type { Clock } from '../../ports/clock.port';
import type { Ownership } from '../../ports/ownership.port';
import type { OpenJobs } from '../driving/open-jobs';
import { JobLost } from '../journal/job-lost';
import type { RemoteCommands } from './remote-commands';

const RETRY_AFTER_MS = 1_000;
/** How often an action looks for the current owner of the job before the client has to retry. */
const MOST_TRIES = 8;
/** How long an action waits for a journal that cannot be written; it is still written when that is possible again. */
const WRITE_LIMIT_MS = 5_000;

/** Passes operators' commands to jobs, whichever replica drives them. */
export class OperatorActions {
  constructor(
    private readonly jobs: OpenJobs,
    private readonly ownership: Ownership,
    private readonly remote: RemoteCommands,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves when the command is on disk, with null if there is no such job.
   * @throws ActionRefused if the command is not valid now.
   * @throws PlatformError `unavailable` if it is unknown whether the command took effect.
   */
  async act(jobId: string, command: OperatorCommand): Promise<JobState | null> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const owner = this.jobs.has(jobId) ? 'ours' : await this.ownership.whose(jobId);
      if (owner === null) return null;
      const acted = owner === 'ours' ? await this.actHere(jobId, command) : await this.actRemotely(jobId, command);
      if (acted !== 'moved') return acted;
    }
    throw unknownOutcome(jobId, 'another replica is taking it over');
  }

  /** The same, for a job of this process; `moved` if it is not any more, or the command was dropped. */
  async actHere(jobId: string, command: OperatorCommand): Promise<JobState | null | 'moved'> {
    const dispatched = await this.jobs.dispatch(jobId, command);
    if (!dispatched) return null;
    try {
      return await this.inTime(jobId, dispatched.committed);
    } catch (error) {
      if (!(error instanceof JobLost)) throw error;
      if (error.notCommitted && (this.ownership.shared || this.jobs.has(jobId))) return 'moved';
      throw unknownOutcome(jobId, error.message);
    } finally {
      this.jobs.release(dispatched.driver);
    }
  }

  private inTime(jobId: string, committed: Promise<JobState>): Promise<JobState> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(unknownOutcome(jobId, 'it could not be written down yet'));
      const cancel = this.clock.at(this.clock.now() + WRITE_LIMIT_MS, giveUp);
      committed.then(resolve, reject).finally(cancel);
    });
  }

  private async actRemotely(jobId: string, command: OperatorCommand): Promise<JobState | null | 'moved'> {
    const reply = await this.remote.send(jobId, command);
    switch (reply.kind) {
      case 'done':
        return this.jobs.state(jobId);
      case 'no-such-job':
        return null;
      case 'refused':
        throw new ActionRefused(reply.reason, reply.code);
      case 'unknown':
        throw unknownOutcome(jobId, reply.reason);
      case 'moved':
        return 'moved';
    }
  }
}

function unknownOutcome(jobId: string, why: string): PlatformError {
  const message = `It is unknown whether job ${jobId} received the command: ${why}. Look at the job, then retry`;
  return new PlatformError('unavailable', message, { retryAfterMs: RETRY_AFTER_MS });
}
