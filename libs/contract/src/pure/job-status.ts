/**
 * Every status of a job, in the order of its life cycle. `open`: the platform goes on with it. `settled`: nothing is left to do.
 * `unsettled`: it has ended, and may have left effects that an operator has to look at.
 */
const KINDS = {
  accepted: 'open',
  running: 'open',
  paused: 'open',
  reverting: 'open',
  completed: 'settled',
  failed: 'settled',
  cancelled: 'settled',
  reverted: 'settled',
  'needs-attention': 'unsettled',
  killed: 'unsettled',
} as const;

export type JobStatus = keyof typeof KINDS;

export const JOB_STATUSES = Object.keys(KINDS) as readonly JobStatus[];
export const OPEN_STATUSES = JOB_STATUSES.filter((status) => KINDS[status] === 'open');
export const SETTLED_STATUSES = JOB_STATUSES.filter((status) => KINDS[status] === 'settled');

const OPEN: ReadonlySet<string> = new Set(OPEN_STATUSES);

/** An ended job moves again only if an operator, or another job, asks for it. A status that is unknown here counts as ended. */
export function hasEnded({ status }: { readonly status: string }): boolean {
  return !OPEN.has(status);
}
