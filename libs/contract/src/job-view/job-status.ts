/** Every status a job can have, in the order of a life. */
export const JOB_STATUSES = [
  'accepted',
  'running',
  'paused',
  'reverting',
  'completed',
  'failed',
  'cancelled',
  'reverted',
  'needs-attention',
  'killed',
] as const;

export type JobStatus = (typeof JOB_STATUSES)[number];

const UNDER_WAY: ReadonlySet<string> = new Set<JobStatus>(['accepted', 'running', 'paused', 'reverting']);

/** Nothing moves in an ended job until a person, or another job, asks for it. */
export function hasEnded(job: { status: string }): boolean {
  return !UNDER_WAY.has(job.status);
}
