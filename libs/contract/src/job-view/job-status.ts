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
