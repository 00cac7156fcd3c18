import type { JobStatus, JobView } from '#contract';
import type { Answer } from '#composable';

/** An answer, and where to ask for a better one. */
export interface JobAnswer extends Answer {
  readonly location?: string;
  readonly retryAfterS?: number;
}

const POLL_AFTER_S = 1;
const OPEN: ReadonlySet<JobStatus> = new Set<JobStatus>(['accepted', 'running', 'paused', 'reverting']);

/**
 * What became of a job that somebody created as a task. Failed and undone is the same as never executed (422); where
 * effects are still open nobody may take it for either.
 */
export function creationAnswer(job: JobView): JobAnswer {
  if (OPEN.has(job.status)) return later(job, 'outcome');
  if (job.status === 'completed') return { status: 201, body: { result: summaryOf(job) } };
  return { status: hasOpenEffects(job.status) ? 500 : 422, body: failureOf(job) };
}

/** Whether a job that was to be undone is undone. */
export function reversalAnswer(job: JobView): JobAnswer {
  if (OPEN.has(job.status)) return later(job, 'reversal');
  if (hasOpenEffects(job.status) || job.status === 'completed') return { status: 500, body: failureOf(job) };
  return { status: 200, body: { status: 'reverted', result: summaryOf(job) } };
}

function hasOpenEffects(status: JobStatus): boolean {
  return status === 'needs-attention' || status === 'killed';
}

function later(job: JobView, what: 'outcome' | 'reversal'): JobAnswer {
  return { status: 202, body: { status: job.status }, location: `${job.href}/${what}`, retryAfterS: POLL_AFTER_S };
}

function summaryOf({ id, jobId, name, status, href, sharedStateURL }: JobView) {
  return { id, jobId, name, status, href, sharedStateURL };
}

function failureOf(job: JobView) {
  const { status, error, openEffects } = job;
  return { ...summaryOf(job), error: error?.message ?? `the job ended ${status}`, openEffects };
}
