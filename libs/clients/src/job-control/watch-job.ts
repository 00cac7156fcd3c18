import { hasEnded } from '#contract/pure';
import type { JobEvent, JobView } from '#contract';
import { setTimeout as pause } from 'node:timers/promises';
import { WakeSignal } from './wake-signal';
import type { JobControlClient } from './job-control-client';
import { JobEventListener } from './job-event-listener';
import { retryTransient, type RetryOptions } from './retry-transient';

export interface WatchOptions extends RetryOptions {
  signal?: AbortSignal;
  onEvent?: (event: JobEvent) => void;
  /** Milliseconds between two reads if the server offers no event stream. */
  pollMs?: number;
}

/** Milliseconds until the job is read again although no event came. */
const QUIET_MS = 10_000;
/** Least milliseconds between two reads, however fast events come. */
const BREATH_MS = 50;
/** Pause after a read, as a multiple of the time that it took: a large job is read less often. */
const POLITENESS = 4;

/**
 * The job each time it has changed, until it has ended. Events only say that there is something to look at: what is
 * true is what `GET /jobs/:id` returns. A job-control that goes away is waited for, without a limit unless `retryForMs`
 * sets one, and the watch resumes within about a second of its return.
 */
export async function* watchJob(
  jobs: JobControlClient,
  id: string,
  { signal, onEvent, pollMs = 1_000, ...retry }: WatchOptions = {},
): AsyncGenerator<JobView> {
  const bell = new WakeSignal();
  const ring = (): void => bell.wake();
  const hear = (event: JobEvent): void => {
    onEvent?.(event);
    ring();
  };
  const listener = new JobEventListener(jobs, id, hear, ring);
  try {
    for (let shown: number | undefined; ;) {
      // Only the read that succeeded counts: not the time that job-control was away before it.
      let asked = 0;
      const read = () => {
        asked = performance.now();
        return jobs.get(id, signal);
      };
      const job = await retryTransient(read, { ...retry, signal });
      const breath = Math.max(BREATH_MS, POLITENESS * (performance.now() - asked));
      if (job.version !== shown) yield job;
      shown = job.version;
      if (hasEnded(job)) break;
      listener.start();
      await bell.wait(listener.live ? QUIET_MS : pollMs, signal);
      await pause(breath, undefined, { signal });
    }
    await listener.catchUp();
  } finally {
    listener.stop();
  }
}
