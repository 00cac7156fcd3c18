import { backoffMs } from '#contract/pure';
import type { Clock } from '../../ports/clock.port';
import type { JobContext } from '../../ports/executor.port';
import { StateRefused } from '../../ports/state-client.port';

const PAUSES = { firstMs: 100, longestMs: 5_000 };

/**
 * Retries with growing pauses until the attempt succeeds or is refused, `limitMs` have passed, or the effect is no longer
 * needed.
 * @throws Error of the last attempt
 */
export async function retryFor<T>(
  limitMs: number,
  clock: Clock,
  { signal }: Pick<JobContext, 'signal'>,
  attempt: () => Promise<T>,
  onFailure: (error: Error) => void = () => undefined,
): Promise<T> {
  const until = clock.now() + limitMs;
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      if (error instanceof StateRefused || clock.now() >= until || signal.aborted) throw error;
      onFailure(error);
      await clock.sleep(backoffMs(failures, PAUSES), signal);
    }
  }
}
