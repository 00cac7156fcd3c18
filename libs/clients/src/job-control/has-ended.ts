import type { JobStatus } from '#contract';

const UNDER_WAY: ReadonlySet<string> = new Set<JobStatus>(['accepted', 'running', 'paused', 'reverting']);

/** Nothing moves in an ended job until a person, or another job, asks for it. */
export function hasEnded(job: { status: string }): boolean {
  return !UNDER_WAY.has(job.status);
}
