import type { JobControlClient } from '#clients';
import type { JobView } from '#contract';
import { Interrupted } from '../failure/interrupted';
import type { Reporter } from './reporter';

/** Reports the events of a job until it has ended, and its result. */
export async function followJob(
  jobs: JobControlClient,
  id: string,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<JobView> {
  const { watchJob } = await import('#clients');
  let last: JobView | undefined;
  try {
    const looks = watchJob(jobs, id, {
      signal,
      onEvent: (event) => reporter.event(event),
      onRetry: ({ message }) => reporter.trouble(message),
    });
    for await (const job of looks) {
      last = job;
      reporter.changed(job);
    }
  } catch (error) {
    if (signal.aborted) throw new Interrupted(id);
    reporter.note(`the job may well go on; look again with: job-runner watch ${id}`);
    throw error;
  } finally {
    reporter.close();
  }
  if (last === undefined) throw new Error(`job ${id} was never seen`);
  reporter.ended(last);
  return last;
}
