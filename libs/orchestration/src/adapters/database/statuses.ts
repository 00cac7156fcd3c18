/** Statuses of jobs that a replica has to drive. */
export const OPEN = ['accepted', 'running', 'paused', 'reverting'] as const;
/** Statuses after which nothing is open: killed jobs, and those that need attention, may have open effects. */
export const SETTLED = ['completed', 'failed', 'cancelled', 'reverted'] as const;
