import { OPEN_STATUSES } from '#contract/pure';

const OPEN: ReadonlySet<string> = new Set(OPEN_STATUSES);

/** Nothing moves in an ended job until a person, or another job, asks for it. */
export function hasEnded(job: { status: string }): boolean {
  return !OPEN.has(job.status);
}
