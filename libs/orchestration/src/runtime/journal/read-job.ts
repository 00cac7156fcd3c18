import { inTimeSlices, TimeSlice } from '#platform';
import { replaying } from '../../core/handle';
import type { JobState } from '../../core/model/state';
import { type Journal, JournalDamaged, type JournalPage } from '../../ports/journal.port';

/** A job's state, and how many bytes of the journal were read for it. */
export interface ReadState {
  readonly state: JobState;
  readonly bytes: number;
}

/**
 * Replays a job from its journal, starting from `known`; null if there is none.
 * @throws JournalDamaged if the journal cannot be read or decoded, or holds another job.
 */
export async function readJob(
  journal: Pick<Journal, 'read'>,
  jobId: string,
  known: ReadState | null = null,
  signal?: AbortSignal,
): Promise<ReadState | null> {
  let state = known?.state ?? null;
  let read = known?.bytes ?? 0;
  for await (const { events, bytes } of historyOf(journal, jobId, known?.state.version, signal)) {
    state = await inTimeSlices(replaying(events, state)).catch((error: unknown) => damaged(jobId, error));
    read += bytes;
  }
  if (state === null) return null;
  if (state.id !== jobId) throw new JournalDamaged(`the journal of job ${jobId} holds job ${state.id}`);
  return { state, bytes: read };
}

/** A job's history after event number `after`. Yields the event loop between pages; `signal` ends it there. */
export async function* historyOf(
  journal: Pick<Journal, 'read'>,
  jobId: string,
  after = 0,
  signal?: AbortSignal,
): AsyncGenerator<JournalPage> {
  const slice = new TimeSlice();
  for (let last = after, more = true; more;) {
    signal?.throwIfAborted();
    const page = await journal.read(jobId, last);
    yield page;
    last = page.events.at(-1)?.seq ?? last;
    // A page without events: the job has been deleted since.
    more = page.more && page.events.length > 0;
    if (more) await slice.next();
  }
}

/** Records may be intact and still fail to decode: a newer version wrote them, or they are not of a journal. */
export function decoded<T>(jobId: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    return damaged(jobId, error);
  }
}

function damaged(jobId: string, cause: unknown): never {
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new JournalDamaged(`the journal of job ${jobId} cannot be decoded: ${why}`, cause);
}
