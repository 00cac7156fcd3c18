import { Injectable } from '@nestjs/common';
import { type JobOutline, PlatformError } from '#contract';
import { ActionRefused, type OperatorCommand, Orchestrator } from '#orchestration';
import { JobViews, noSuchJob } from '../views/job-views';
import { visibleOwner } from '../views/job-visibility';
import type { JobCall } from './job-call';

/** Passes the commands of callers to jobs that they may see. */
@Injectable()
export class JobActions {
  constructor(
    private readonly orchestrator: Orchestrator,
    private readonly views: JobViews,
  ) {}

  /** @throws PlatformError `not-found`, or why the job refuses it */
  async act({ jobId, caller }: JobCall, command: OperatorCommand): Promise<JobOutline> {
    if (visibleOwner(caller) !== undefined) await this.views.find(jobId, caller);
    try {
      const state = await this.orchestrator.act(jobId, command);
      if (state) return this.views.outline(state);
    } catch (error) {
      if (error instanceof ActionRefused) throw new PlatformError(error.code, error.message, { cause: error });
      throw error;
    }
    throw noSuchJob(jobId);
  }
}
