import { PlatformError } from '#contract';
import type { RecordedEvent } from '../core/events';
import type { JobStatus } from '../core/state';
import type { Waiting } from '../core/waiting';

export const JOURNAL = Symbol('Journal');

/** What a job's events changed in its row of the list: its status, or the approval that it waits for. */
export interface JobRow {
  readonly id: string;
  readonly name: string | null;
  readonly status: JobStatus;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
  readonly submittedBy: string | null;
  readonly completedAt: number | null;
  readonly steps: number;
  /** The approval that the job waits for; other waits are too short for a list. */
  readonly waitingFor: Waiting | null;
  readonly error: { readonly task: string | null; readonly code: string; readonly message: string } | null;
}

/** Who asked for the job before: a second submission with the same key gets the first job. */
export interface SubmissionKey {
  readonly key: string;
  /** Digest of the body; another body under the same key is refused. */
  readonly fingerprint: string;
}

export interface JournalEntry {
  readonly jobId: string;
  /** Sequence number of the last event the writer knows; 0 for a new job. */
  readonly expectedVersion: number;
  readonly events: readonly RecordedEvent[];
  /** Present when the row has to change. */
  readonly row: JobRow | null;
  readonly submission: SubmissionKey | null;
}

/**
 * What became of one entry. A conflict means that another replica drives the job now; `refused`, that the journal cannot
 * hold this entry, however often it is tried.
 */
export type Appended =
  'ok' | 'conflict' | { readonly duplicateOf: string; readonly sameBody: boolean } | { readonly refused: Error };

/** Some of a job's history, oldest first. */
export interface JournalPage {
  readonly events: readonly RecordedEvent[];
  /** Size of the records that were read for it, as JSON text in UTF-8. */
  readonly bytes: number;
  /** Whether there may be later events. */
  readonly more: boolean;
}

/** The durable history of all jobs. It only stores and fetches. */
export interface Journal {
  /**
   * One transaction and one fsync for all entries. When it rejects nobody knows whether they were written; the same
   * entries given again then say so.
   * @throws OwnershipLost when this process may write nothing any more, and nothing was written.
   */
  append(entries: readonly JournalEntry[]): Promise<readonly Appended[]>;

  /**
   * The events of a job after number `after`, in pages of whole records, at least one; empty when there are none. A page
   * costs the same wherever it begins.
   * @throws JournalDamaged when a record is torn, missing or of a foreign format.
   */
  read(jobId: string, after?: number): Promise<JournalPage>;

  /** The number of the first event of the last write of each of these jobs. */
  heads(jobIds: readonly string[]): Promise<ReadonlyMap<string, number>>;

  /** Jobs that ended before a time (ms since the epoch) and left nothing open, oldest first. */
  settledBefore(time: number, limit: number): Promise<string[]>;

  /** Forgets jobs altogether. */
  delete(jobIds: readonly string[]): Promise<void>;
}

/** One job's history cannot be read. It stops that job; others go on, and nothing is dropped. */
export class JournalDamaged extends PlatformError {
  constructor(message: string, cause?: unknown) {
    super('internal', message, { cause });
  }
}
