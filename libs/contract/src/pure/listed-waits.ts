/** What a job may wait for that a list of jobs shows: these may last. */
export const LISTED_WAITS = ['approval', 'signal', 'timer'] as const;
export type ListedWait = (typeof LISTED_WAITS)[number];
