import type { JobState } from '../../core/model/state';
import type { Journal } from '../../ports/journal.port';
import { readJob, type ReadState } from './read-job';

/** Reading smaller jobs costs no more than asking whether they are current. */
const WORTH_KEEPING_BYTES = 256 * 1024;
/** Of all cached states, by the size of their journals; a larger one is cached alone. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Size of an event in a journal, without results and inputs. */
const EVENT_BYTES = 400;

/** About the bytes that have to be read to see a job. */
function journalBytes({ resultBytes, inputBytes, version }: JobState): number {
  return resultBytes + inputBytes + version * EVENT_BYTES;
}

/** Whether it costs much to read a job from its journal. */
export function isLarge(state: JobState): boolean {
  return journalBytes(state) >= WORTH_KEEPING_BYTES;
}

/**
 * States of jobs without a driver in this process. The large ones that were used last are cached; the journal is asked
 * whether a cached state is still current, and only newer events are read.
 */
export class JobStates {
  /** Least recently used first. */
  private readonly kept = new Map<string, ReadState>();
  private keptBytes = 0;
  private readonly reading = new Map<string, Promise<JobState | null>>();

  constructor(private readonly journal: Pick<Journal, 'read' | 'heads'>) {}

  /**
   * The job as it is on disk; null if there is none. Concurrent reads of a job run one after another.
   * @throws JournalDamaged
   */
  read(jobId: string, signal?: AbortSignal): Promise<JobState | null> {
    const before = this.reading.get(jobId);
    const look = () => this.look(jobId, signal);
    const reading = before ? before.then(look, look) : look();
    this.reading.set(jobId, reading);
    const done = () => {
      if (this.reading.get(jobId) === reading) this.reading.delete(jobId);
    };
    reading.then(done, done);
    return reading;
  }

  /** A driver releases a job, which is on disk in this state. */
  keep(state: JobState): void {
    this.put({ state, bytes: journalBytes(state) });
  }

  /** A driver holds the job now. */
  forget(jobId: string): void {
    this.keptBytes -= this.kept.get(jobId)?.bytes ?? 0;
    this.kept.delete(jobId);
  }

  private async look(jobId: string, signal?: AbortSignal): Promise<JobState | null> {
    signal?.throwIfAborted();
    const kept = this.kept.get(jobId) ?? null;
    // None if the job has been deleted since: then it is read from its beginning, and nothing is found.
    const head = kept && (await this.journal.heads([jobId])).get(jobId);
    const isNewest = head != null && kept !== null && head <= kept.state.version;
    const read = isNewest ? kept : await readJob(this.journal, jobId, head == null ? null : kept, signal);
    this.forget(jobId);
    if (read) this.put(read);
    return read?.state ?? null;
  }

  private put(read: ReadState): void {
    const { id } = read.state;
    this.forget(id);
    if (read.bytes < WORTH_KEEPING_BYTES) return;
    this.kept.set(id, read);
    this.keptBytes += read.bytes;
    for (const oldest of this.kept.keys()) {
      if (this.keptBytes <= MOST_BYTES || oldest === id) return;
      this.forget(oldest);
    }
  }
}
