import { Injectable } from '@nestjs/common';
import { type JobSummary, type JobView, PlatformError } from '#contract';
import { type JobRow, type JobState, JournalDamaged, Orchestrator, toJobSummary, toJobView } from '#orchestration';
import { PublicAddress } from '#platform';

/** Jobs as clients see them. */
@Injectable()
export class JobViews {
  constructor(
    private readonly orchestrator: Orchestrator,
    private readonly address: PublicAddress,
  ) {}

  of(state: JobState): JobView {
    return toJobView(state, this.address.url);
  }

  summary(row: JobRow): JobSummary {
    return toJobSummary(row, this.address.url);
  }

  /** @throws PlatformError `not-found`; `internal` when the job's journal is damaged. */
  async find(jobId: string): Promise<JobState> {
    try {
      const state = await this.orchestrator.state(jobId);
      if (state) return state;
    } catch (error) {
      if (error instanceof JournalDamaged) throw new PlatformError('internal', error.message, { cause: error });
      throw error;
    }
    throw noSuchJob(jobId);
  }
}

export function noSuchJob(jobId: string): PlatformError {
  return new PlatformError('not-found', `There is no job "${jobId}"`);
}
