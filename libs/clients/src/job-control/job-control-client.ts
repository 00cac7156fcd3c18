import type {
  BatchAccepted,
  BatchView,
  BulkAction,
  BulkPreview,
  JobAccepted,
  JobDocument,
  JobEvent,
  JobOutline,
  JobPlanView,
  JobSummary,
  JobValidationView,
  JobView,
  ListedWait,
  RevertPlanView,
} from '#contract';
import type { HttpService } from '@nestjs/axios';
import { ApiError } from '../errors/api-error';
import { nextCursor, nextLink, type Page } from '../http/page';
import { PlatformHttp, type ClientOptions, type PlatformRequest } from '../http/platform-http';
import {
  batchAccepted,
  batchView,
  bulkPreview,
  jobAccepted,
  jobEvent,
  jobList,
  jobOutline,
  jobPlan,
  jobValidation,
  jobView,
  revertPlan,
} from '../shapes/job-shapes';
import { list } from '../shapes/shape';
import { DefinitionsClient } from './definitions-client';
import { readJobEvents } from './read-job-events';

export interface SubmitOptions {
  /** A second submission with the same key returns the first job. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export interface JobListQuery {
  status?: string;
  name?: string;
  definition?: string;
  /** All of these, each as `key:value`. */
  label?: readonly string[];
  /** Part of the name, or of the error. */
  q?: string;
  waitingFor?: ListedWait;
  /** ISO 8601 */
  since?: string;
  /** ISO 8601 */
  until?: string;
  limit?: number;
  cursor?: string;
}

export interface EventQuery {
  /** Only events with a higher sequence number. */
  after?: number;
  limit?: number;
  /** Everything that is recorded, bodies of requests and responses included. */
  bodies?: boolean;
  signal?: AbortSignal;
}

export interface JobEventPage {
  items: JobEvent[];
  /** Ask again after the last of them. */
  more: boolean;
}

/** An operator's action on a job. */
export type JobAction = 'cancel' | 'kill' | 'pause' | 'continue' | 'rerun' | 'revert' | 'approve' | 'reject';

export interface ActionOptions {
  /** The operator. */
  by?: string;
  /** Both are kept in the job's history. */
  reason?: string;
  /** continue: the tasks whose open effects are written off. */
  skip?: string[];
  /** rerun: the first step that runs again. */
  from?: string;
  /** revert: the last step to undo, going backwards. */
  to?: string;
  /** approve, reject: name of the step; optional while one waits. */
  step?: string;
}

/** An action on many jobs; statuses are passed on as they are. */
export type BulkRequest = Omit<BulkAction, 'filter' | 'dryRun'> & {
  filter?: Omit<NonNullable<BulkAction['filter']>, 'status'> & { status?: readonly string[] };
};

const NO_STREAM = [404, 405, 406, 501];

export class JobControlClient {
  readonly definitions: DefinitionsClient;
  private readonly http: PlatformHttp;

  /** Base address of job-control. */
  get address(): string {
    return this.http.baseURL;
  }

  constructor(http: HttpService, options: ClientOptions) {
    this.http = new PlatformHttp(http, 'job-control', 'JOB_CONTROL_URL', options);
    this.definitions = new DefinitionsClient(this.http);
  }

  /** Returns as soon as the job is on disk. */
  async submit(document: JobDocument, options: SubmitOptions = {}): Promise<JobAccepted> {
    return (await this.http.json<JobAccepted>(submission(document, options), jobAccepted)).body;
  }

  /** Returns when the job has ended, in any status. */
  async submitAndWait(document: JobDocument, options: SubmitOptions = {}): Promise<JobView> {
    const request = { ...submission(document, options), params: { wait: true }, timeout: 0 };
    return (await this.http.json<JobView>(request, jobView)).body;
  }

  async get(id: string, signal?: AbortSignal): Promise<JobView> {
    return (await this.http.json<JobView>({ url: path(id), signal }, jobView)).body;
  }

  async list(query: JobListQuery = {}): Promise<Page<JobSummary>> {
    const { body, headers } = await this.http.json<JobSummary[]>({ url: '/jobs', params: query }, jobList);
    return { items: body, cursor: nextCursor(headers.link) };
  }

  async validate(document: JobDocument): Promise<JobValidationView> {
    const request = { method: 'POST', url: '/jobs/validate', data: document };
    return (await this.http.json<JobValidationView>(request, jobValidation)).body;
  }

  /** Which services would be called now. Nothing is called. */
  async plan(document: JobDocument): Promise<JobPlanView> {
    return (await this.http.json<JobPlanView>({ method: 'POST', url: '/jobs/plan', data: document }, jobPlan)).body;
  }

  async act(id: string, action: JobAction, options: ActionOptions = {}): Promise<JobOutline> {
    const request = { method: 'POST', url: `${path(id)}/${action}`, data: options };
    return (await this.http.json<JobOutline>(request, jobOutline)).body;
  }

  /** What a revert would do now. No service is called. */
  async planRevert(id: string, to?: string): Promise<RevertPlanView> {
    const request = { method: 'POST', url: `${path(id)}/revert/plan`, data: { to } };
    return (await this.http.json<RevertPlanView>(request, revertPlan)).body;
  }

  /** Which jobs an action on many would be for. Nothing is done. */
  async previewAction(request: BulkRequest): Promise<BulkPreview> {
    const data = { ...request, dryRun: true };
    return (await this.http.json<BulkPreview>({ method: 'POST', url: '/jobs/actions', data }, bulkPreview)).body;
  }

  /** Returns when the action is safe on disk; `batch` tells what comes of it. */
  async actOnMany(request: BulkRequest): Promise<BatchAccepted> {
    const sent = { method: 'POST', url: '/jobs/actions', data: request };
    return (await this.http.json<BatchAccepted>(sent, batchAccepted)).body;
  }

  /** What came of an action on many jobs, with the results of all of them. */
  async batch(id: string): Promise<BatchView> {
    const url = `/jobs/actions/${encodeURIComponent(id)}`;
    const { body, headers } = await this.http.json<BatchView>({ url }, batchView);
    const results = [...body.results];
    for (let cursor = nextCursor(headers.link); cursor !== undefined;) {
      const page = await this.http.json<BatchView>({ url, params: { cursor } }, batchView);
      results.push(...page.body.results);
      cursor = page.body.results.length === 0 ? undefined : nextCursor(page.headers.link);
    }
    return { ...body, results };
  }

  /** What a step of the job waits for, or will wait for. A second signal with the same key is the first. */
  async signal(id: string, name: string, body: unknown, idempotencyKey?: string): Promise<JobOutline> {
    const key = idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey };
    const headers = { 'content-type': 'application/json', ...key };
    const url = `${path(id)}/signals/${encodeURIComponent(name)}`;
    const request = { method: 'POST', url, headers, data: JSON.stringify(body) };
    return (await this.http.json<JobOutline>(request, jobOutline)).body;
  }

  async events(id: string, { signal, ...query }: EventQuery = {}): Promise<JobEventPage> {
    const request = { url: `${path(id)}/events`, params: query, signal };
    const { body, headers } = await this.http.json<JobEvent[]>(request, list(jobEvent));
    // A server that ignores `after` must not make the client read the same page forever.
    const isFurther = (body.at(-1)?.seq ?? 0) > (query.after ?? 0);
    return { items: body, more: isFurther && nextLink(headers.link) !== undefined };
  }

  /** An event with everything that is recorded: in a page one that is too large for it has only an `href`. */
  async event(id: string, seq: number, signal?: AbortSignal): Promise<JobEvent> {
    return (await this.http.json<JobEvent>({ url: `${path(id)}/events/${seq}`, signal }, jobEvent)).body;
  }

  /**
   * The events after the given one as they happen, until the server closes the stream; undefined when it offers none.
   * @throws UnreachableError when the connection breaks: call again with the last `seq`.
   */
  async stream(id: string, { after, signal }: EventQuery = {}): Promise<AsyncGenerator<JobEvent> | undefined> {
    const headers = { accept: 'text/event-stream', ...(after ? { 'last-event-id': String(after) } : {}) };
    try {
      const response = await this.http.stream({ url: `${path(id)}/events`, headers, signal });
      if (String(response.headers['content-type']).startsWith('text/event-stream')) {
        return readJobEvents(response.data, (error) => this.http.unreachable(error));
      }
      response.data.destroy();
      return undefined;
    } catch (error) {
      if (error instanceof ApiError && NO_STREAM.includes(error.status)) return undefined;
      throw error;
    }
  }
}

function path(id: string): string {
  return `/jobs/${encodeURIComponent(id)}`;
}

function submission(document: JobDocument, { idempotencyKey, signal }: SubmitOptions): PlatformRequest {
  const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
  return { method: 'POST', url: '/jobs', data: document, headers, signal };
}
