import { PlatformError } from '#contract';
import type { OperatorCommand } from '../core/commands';
import { ActionRefused } from '../core/decide/action-refused';
import type { JobState } from '../core/state';
import type { Clock } from '../ports/clock.port';
import type { Ownership } from '../ports/ownership.port';
import type { Correspondence } from './correspondence';
import type { JobDriver } from './job-driver';
import { JobLost } from './job-lost';
import type { OpenJobs } from './open-jobs';

const ASK_AGAIN_MS = 1_000;
/** How often an action looks for whoever drives the job now, before somebody has to ask again. */
const MOST_TRIES = 8;
/** How long somebody waits for a journal that cannot be written; what they wanted is still written when it can be. */
const WRITE_PATIENCE_MS = 5_000;

/** Tells jobs what people want of them, whichever process drives them. */
export class OperatorActions {
  constructor(
    private readonly jobs: OpenJobs,
    private readonly ownership: Ownership,
    private readonly correspondence: Correspondence,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves when that is on disk, with null when there is no such job.
   * @throws ActionRefused when it makes no sense now.
   * @throws PlatformError `unavailable` when nobody knows whether the job was told.
   */
  async act(jobId: string, command: OperatorCommand): Promise<JobState | null> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const whose = this.jobs.has(jobId) ? 'ours' : await this.ownership.whose(jobId);
      if (whose === null) return null;
      const told = whose === 'ours' ? await this.actHere(jobId, command) : await this.actThere(jobId, command);
      if (told !== 'moved') return told;
    }
    throw notKnown(jobId, 'it is being taken over');
  }

  /** The same, for a job that is this process's; `moved` when it is not any more, or what was asked is void. */
  async actHere(jobId: string, command: OperatorCommand): Promise<JobState | null | 'moved'> {
    const driver = await this.jobs.tell(jobId, command);
    if (!driver) return null;
    try {
      return await this.written(jobId, driver);
    } catch (error) {
      if (!(error instanceof JobLost)) throw error;
      if (error.untold && (this.ownership.shared || this.jobs.has(jobId))) return 'moved';
      throw notKnown(jobId, error.message);
    } finally {
      this.jobs.letGo(driver);
    }
  }

  private written(jobId: string, driver: JobDriver): Promise<JobState> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(notKnown(jobId, 'it could not be written down yet'));
      const cancel = this.clock.at(this.clock.now() + WRITE_PATIENCE_MS, giveUp);
      driver.whenDurable().then(resolve, reject).finally(cancel);
    });
  }

  private async actThere(jobId: string, command: OperatorCommand): Promise<JobState | null | 'moved'> {
    const reply = await this.correspondence.ask(jobId, command);
    switch (reply.kind) {
      case 'done':
        return this.jobs.state(jobId);
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
}

function notKnown(jobId: string, why: string): PlatformError {
  const message = `Nobody knows whether job ${jobId} was told: ${why}. Look at it, and ask again`;
  return new PlatformError('unavailable', message, { retryAfterMs: ASK_AGAIN_MS });
}
