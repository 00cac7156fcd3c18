import type { JobStatus } from '#contract';

/** The exit codes (protocol, section 7). */
export const EXIT = { ok: 0, undone: 1, usage: 2, undoIncomplete: 3, unreachable: 4, interrupted: 130 } as const;

const BY_STATUS: Partial<Record<JobStatus, number>> = {
  completed: EXIT.ok,
  failed: EXIT.undone,
  cancelled: EXIT.undone,
  reverted: EXIT.undone,
  'needs-attention': EXIT.undoIncomplete,
  killed: EXIT.undoIncomplete,
};

/** The exit code for a job that has ended. */
export function exitCodeOf(job: { status: JobStatus }): number {
  return BY_STATUS[job.status] ?? EXIT.ok;
}
