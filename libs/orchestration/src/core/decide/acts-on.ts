import type { BulkActionName } from '#contract';
import { JOB_STATUSES, OPEN_STATUSES, type JobStatus } from '#contract/pure';

const ENDED = JOB_STATUSES.filter((status) => !OPEN_STATUSES.includes(status));

/** The statuses of jobs that an action may change. To all others it is refused, or nothing. */
const ACTS_ON: Readonly<Record<BulkActionName, ReadonlySet<JobStatus>>> = {
  cancel: new Set(['accepted', 'running', 'paused']),
  kill: new Set(OPEN_STATUSES),
  pause: new Set(['accepted', 'running']),
  continue: new Set([...OPEN_STATUSES, 'needs-attention', 'killed']),
  rerun: new Set(ENDED.filter((status) => status !== 'needs-attention')),
  revert: new Set(['completed', 'reverted', 'killed']),
};

/** Whether an action without further options may change a job of this status: without reading its history. */
export function mayActOn(action: BulkActionName, status: JobStatus): boolean {
  return ACTS_ON[action].has(status);
}
