import { type FailureCode, type Labels, PlatformError } from '#contract';
import type { RecordedEvent } from '../core/model/events';
import type { DefinitionVersion, JobStatus } from '../core/model/state';
import type { Waiting } from '../core/queries/waiting';

export const JOURNAL = Symbol('Journal');

/**
 * An open job that only waits at its step rests: nothing drives it until its time has come, or a command comes.
 */
export interface JobRest {
  /** The job's own time when it came to rest, in ms since the Unix epoch. */
  readonly since: number;
  /** When it has something to do again; null if only a command continues it. */
  readonly until: number | null;
  /** Number of its last event. */
  readonly version: number;
}

/** A job in a list. */
export interface ListedJob {
  readonly id: string;
  readonly name: string | null;
  readonly status: JobStatus;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
  readonly submittedBy: string | null;
  readonly labels: Labels;
  readonly definition: DefinitionVersion | null;
  readonly completedAt: number | null;
  readonly steps: number;
  /** The approval, signal or time that the job waits for; other waits are too short for a list. */
  readonly waitingFor: Waiting | null;
  readonly error: { readonly task: string | null; readonly code: FailureCode; readonly message: string } | null;
}

/** The row with what only the runtime needs of it. */
export interface JobRow extends ListedJob {
  readonly rest: JobRest | null;
}

/** Identifies a submission: a second one with the same key gets the first job. */
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
 * The result for one entry. `conflict`: another replica drives the job now. `refused`: the journal cannot hold this entry,
 * also after a retry.
 */
export type Appended =
  'ok' | 'conflict' | { readonly duplicateOf: string; readonly sameBody: boolean } | { readonly refused: Error };

/** A part of a job's history, oldest first. */
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
   * One transaction and one fsync for all entries. If it rejects, the entries may have been written or not; appending the
   * same entries again tells.
   * @throws OwnershipLost if this process may no longer write; nothing was written.
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

  /** Deletes all records of these jobs. */
  delete(jobIds: readonly string[]): Promise<void>;
}

/** One job's history cannot be read. That job stops; others continue, and nothing is deleted. */
export class JournalDamaged extends PlatformError {
  constructor(message: string, cause?: unknown) {
    super('internal', message, { cause });
  }
}
