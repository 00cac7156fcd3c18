import { Injectable } from '@nestjs/common';
import { type JobAccepted, type JobOutline, type JobSummary, type JobView, PlatformError } from '#contract';
import {
  type ListedJob,
  type JobState,
  Orchestrator,
  type RecordedEvent,
  toEventPage,
  toEventView,
  toJobOutline,
  toJobSummary,
  toJobView,
  toTaskPage,
} from '#orchestration';
import { type Principal, PublicAddress } from '#platform';
import { maySeeJob } from './job-visibility';

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

  /** The job without its steps: its cost does not depend on their number. */
  outline(state: JobState): JobOutline {
    return toJobOutline(state, this.address.url);
  }

  tasks(state: JobState, range: Parameters<typeof toTaskPage>[1]): ReturnType<typeof toTaskPage> {
    return toTaskPage(state, range, this.address.url);
  }

  /** A page of a job's history after event number `after`; `bodies`: with bodies. */
  events(
    { id, plan }: JobState,
    { after, limit, bodies }: { after: number; limit: number; bodies: boolean },
    gone: AbortSignal,
  ): ReturnType<typeof toEventPage> {
    const show = (event: RecordedEvent) => (bodies ? event : toEventView(event, plan));
    const hrefOf = (seq: number) => `${this.address.url}/jobs/${id}/events/${seq}`;
    return toEventPage(this.orchestrator.history(id, after, gone), limit, show, hrefOf);
  }

  /** The response to a submission. */
  accepted({ id, status, stateDoc, warnings }: JobState): JobAccepted {
    const href = `${this.address.url}/jobs/${id}`;
    return {
      jobId: id,
      status,
      href,
      ...(stateDoc && { sharedStateURL: stateDoc.address }),
      ...(warnings.length > 0 && { warnings: [...warnings] }),
    };
  }

  summary(row: ListedJob): JobSummary {
    return toJobSummary(row, this.address.url);
  }

  /**
   * @throws PlatformError `not-found`, also if the caller may not see it; `internal` if the job's journal is damaged;
   * `unavailable` if the client is `gone` before it is read
   */
  async find(jobId: string, caller: Principal | null, gone?: AbortSignal): Promise<JobState> {
    const state = await this.orchestrator.state(jobId, gone);
    if (state && maySeeJob(caller, state)) return state;
    throw noSuchJob(jobId);
  }
}

export function noSuchJob(jobId: string): PlatformError {
  return new PlatformError('not-found', `There is no job "${jobId}"`);
}
