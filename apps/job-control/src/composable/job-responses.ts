import { type ErrorCode, type JobStatus, type JobOutline, PlatformError } from '#contract';
import type { CallResponse } from '#composable';

/** A response, and where to poll for the final one. */
export interface JobResponse extends CallResponse {
  readonly location?: string;
  readonly retryAfterS?: number;
}

const POLL_AFTER_S = 1;
const OPEN: ReadonlySet<JobStatus> = new Set<JobStatus>(['accepted', 'running', 'paused', 'reverting']);

/**
 * The response for a job that was created as a task.
 * @throws PlatformError `unprocessable` if it failed and is undone, which equals never executed; `internal` if effects are
 * still open, which is neither.
 */
export function creationResponse(job: JobOutline): JobResponse {
  if (OPEN.has(job.status)) return later(job, 'outcome');
  if (job.status === 'completed') return { status: 201, body: { result: summaryOf(job) } };
  throw failureOf(job, hasOpenEffects(job.status) ? 'internal' : 'unprocessable');
}

/**
 * The response for a job that is to be undone.
 * @throws PlatformError `internal` if effects are still open.
 */
export function reversalResponse(job: JobOutline): JobResponse {
  if (OPEN.has(job.status)) return later(job, 'reversal');
  if (hasOpenEffects(job.status) || job.status === 'completed') throw failureOf(job, 'internal');
  const { nothingToUndo } = job;
  return { status: 200, body: { status: 'reverted', result: { ...summaryOf(job), nothingToUndo } } };
}

function hasOpenEffects(status: JobStatus): boolean {
  return status === 'needs-attention' || status === 'killed';
}

function later(job: JobOutline, what: 'outcome' | 'reversal'): JobResponse {
  return { status: 202, body: { status: job.status }, location: `${job.href}/${what}`, retryAfterS: POLL_AFTER_S };
}

function summaryOf({ id, jobId, name, status, href, sharedStateURL }: JobOutline) {
  return { id, jobId, name, status, href, sharedStateURL };
}

function failureOf(job: JobOutline, code: ErrorCode): PlatformError {
  const { status: jobStatus, error, openEffects, jobId, href } = job;
  const message = error?.message ?? `the job ended ${jobStatus}`;
  return new PlatformError(code, message, { extra: { jobId, jobStatus, href, openEffects } });
}
