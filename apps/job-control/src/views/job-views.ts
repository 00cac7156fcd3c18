import { Injectable } from '@nestjs/common';
import { type JobAccepted, type JobOutline, type JobSummary, type JobView, PlatformError } from '#contract';
import {
  type JobState,
  type ListedJob,
  Orchestrator,
  pagingTasks,
  type RecordedEvent,
  type TaskPage,
  type TaskRange,
  toEventPage,
  toEventView,
  toJobOutline,
  toJobSummary,
  viewing,
} from '#orchestration';
import { inTimeSlices, type Principal, PublicAddress } from '#platform';
import { maySeeJob } from './job-visibility';
import { StoredViews } from './stored-views';

/** Jobs as clients see them. */
@Injectable()
export class JobViews {
  constructor(
    private readonly orchestrator: Orchestrator,
    private readonly address: PublicAddress,
    private readonly stored: StoredViews,
  ) {}

  of(state: JobState): Promise<JobView> {
    return inTimeSlices(viewing(state, this.address.url));
  }

  /**
   * JSON of a job's view.
   * @throws PlatformError as `find`
   */
  async textOf(jobId: string, caller: Principal | null, gone?: AbortSignal): Promise<string> {
    const stored = this.orchestrator.driven(jobId) ? null : await this.stored.find(jobId);
    if (stored && !maySeeJob(caller, stored)) throw noSuchJob(jobId);
    if (stored) return stored.text;
    const state = await this.find(jobId, caller, gone);
    this.stored.wasRead(state);
    return JSON.stringify(await this.of(state));
  }

  /** The job without its steps: its cost does not depend on their number. */
  outline(state: JobState): JobOutline {
    return toJobOutline(state, this.address.url);
  }

  tasks(state: JobState, range: TaskRange): Promise<TaskPage> {
    return inTimeSlices(pagingTasks(state, range, this.address.url));
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
