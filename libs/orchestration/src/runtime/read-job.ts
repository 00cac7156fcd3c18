import { inTimeSlices } from '#platform';
import { replaying } from '../core/handle';
import type { JobState } from '../core/state';
import { type Journal, JournalDamaged } from '../ports/journal.port';

/**
 * A job as its journal tells it; null when there is none.
 * @throws JournalDamaged when the journal cannot be read, makes no sense, or tells of another job.
 */
export async function readJob(journal: Journal, jobId: string): Promise<JobState | null> {
  const events = await journal.read(jobId);
  const state = await inTimeSlices(replaying(events)).catch((error: unknown) => senseless(jobId, error));
  if (state === null || state.id === jobId) return state;
  throw new JournalDamaged(`the journal of job ${jobId} tells of job ${state.id}`);
}

/** Records may be whole and yet tell nothing: a newer version wrote them, or somebody else did. */
export function understood<T>(jobId: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    return senseless(jobId, error);
  }
}

function senseless(jobId: string, cause: unknown): never {
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new JournalDamaged(`the journal of job ${jobId} makes no sense: ${why}`, cause);
}
