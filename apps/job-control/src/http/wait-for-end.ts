import type { Response } from 'express';
import { PlatformError } from '#contract';
import type { JobState, Orchestrator } from '#orchestration';
import type { Draining } from '#platform';

/** The job when it has ended, however it ended. Ends early when the client leaves or the app goes down. */
export async function waitForEnd(
  orchestrator: Orchestrator,
  draining: Draining,
  response: Response,
  jobId: string,
): Promise<JobState> {
  const state = await orchestrator.ended(jobId, (giveUp) => {
    const stay = draining.onceBegun(giveUp);
    response.once('close', giveUp);
    return () => {
      stay();
      response.off('close', giveUp);
    };
  });
  if (state) return state;
  throw new PlatformError('unavailable', `Job ${jobId} goes on; this job-control is going down`, {
    retryAfterMs: 1_000,
    extra: { jobId },
  });
}
