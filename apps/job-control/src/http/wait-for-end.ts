import type { Response } from 'express';
import { PlatformError } from '#contract';
import type { JobState, Orchestrator } from '#orchestration';
import type { Draining } from '#platform';

/** Resolves with the job when it has ended. Rejects if the client disconnects or the app stops. */
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
