/** Every status of a job, in the order of its life cycle. */
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
