import type {
  DefinitionDocument,
  DefinitionStart,
  DefinitionSummary,
  DefinitionView,
  JobAccepted,
  JobPlanView,
  JobValidationView,
} from '#contract';
import { nextCursor, type Page } from '../http/page';
import type { PlatformHttp } from '../http/platform-http';
import { definitionList, definitionView } from '../shapes/definition-shapes';
import { jobAccepted, jobPlan, jobValidation } from '../shapes/job-shapes';

export interface DefinitionListQuery {
  /** All of these, each as `key:value`. */
  label?: readonly string[];
  limit?: number;
  cursor?: string;
}

export interface StartOptions {
  /** A second start with the same key returns the first job. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** The definitions that job-control keeps. */
export class DefinitionsClient {
  constructor(private readonly http: PlatformHttp) {}

  /** @returns whether it is a new version, and the version */
  async put(name: string, document: DefinitionDocument): Promise<{ isNew: boolean; definition: DefinitionView }> {
    const request = { method: 'PUT', url: path(name), data: document };
    const { status, body } = await this.http.json<DefinitionView>(request, definitionView);
    return { isNew: status === 201, definition: body };
  }

  async validate(document: DefinitionDocument): Promise<JobValidationView> {
    const request = { method: 'POST', url: '/definitions/validate', data: document };
    return (await this.http.json<JobValidationView>(request, jobValidation)).body;
  }

  async list(query: DefinitionListQuery = {}): Promise<Page<DefinitionSummary>> {
    return this.page('/definitions', query);
  }

  /** The newest version, or the one named. */
  async get(name: string, version?: number): Promise<DefinitionView> {
    const url = version === undefined ? path(name) : `${path(name)}/versions/${version}`;
    return (await this.http.json<DefinitionView>({ url }, definitionView)).body;
  }

  /** Newest first. */
  async versions(name: string, query: Pick<DefinitionListQuery, 'limit' | 'cursor'> = {}) {
    return this.page(`${path(name)}/versions`, query);
  }

  /** No new job is made from it; running ones continue. */
  async retire(name: string): Promise<void> {
    await this.http.json({ method: 'DELETE', url: path(name) }, () => undefined);
  }

  /** Returns as soon as the job is safe on disk. */
  async start(
    name: string,
    start: DefinitionStart,
    { idempotencyKey, signal }: StartOptions = {},
  ): Promise<JobAccepted> {
    const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
    const request = { method: 'POST', url: `${path(name)}/jobs`, data: start, headers, signal };
    return (await this.http.json<JobAccepted>(request, jobAccepted)).body;
  }

  /** Which services would be called now. Nothing is called. */
  async plan(name: string, start: DefinitionStart): Promise<JobPlanView> {
    const request = { method: 'POST', url: `${path(name)}/plan`, data: start };
    return (await this.http.json<JobPlanView>(request, jobPlan)).body;
  }

  private async page(url: string, query: DefinitionListQuery): Promise<Page<DefinitionSummary>> {
    const { body, headers } = await this.http.json<DefinitionSummary[]>({ url, params: query }, definitionList);
    return { items: body, cursor: nextCursor(headers.link) };
  }
}

function path(name: string): string {
  return `/definitions/${encodeURIComponent(name)}`;
}
