import type { Clock } from '../ports/clock.port';
import { StateRefused } from '../ports/state-client.port';
import type { JobContext } from './executor';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

export type Patient<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Error };

/** Tries again, ever more slowly, until it works or is refused, the patience is at its end, or nobody wants it any more. */
export async function patiently<T>(
  clock: Clock,
  patienceMs: number,
  job: Pick<JobContext, 'signal'>,
  attempt: () => Promise<T>,
  onFailure: (error: Error) => void = () => undefined,
): Promise<Patient<T>> {
  const until = clock.now() + patienceMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return { ok: true, value: await attempt() };
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      const { signal } = job;
      if (error instanceof StateRefused || clock.now() >= until || signal.aborted) return { ok: false, error };
      onFailure(error);
      await clock.sleep(pause, signal);
    }
  }
}
