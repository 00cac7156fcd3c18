import type { BulkActionName, BulkOutcome } from '#contract';

export const BATCH_STORE = Symbol('BatchStore');

/** One action on many jobs. Times are ms since the Unix epoch. */
export interface Batch {
  readonly id: string;
  readonly action: BulkActionName;
  readonly by: string | null;
  readonly reason: string | null;
  readonly jobs: number;
  readonly createdAt: number;
  readonly completedAt: number | null;
}

export interface BatchItem {
  readonly position: number;
  readonly jobId: string;
}

/** What came of the action on one job. */
export interface Told {
  readonly outcome: Exclude<BulkOutcome, 'waiting'>;
  readonly detail: string | null;
}

export interface BatchItemResult extends BatchItem {
  /** Null until the job has been told. */
  readonly told: Told | null;
}

/** Of the request that asked for a batch: a second one with the same key and body gets the same batch. */
export interface BatchRequest {
  readonly key: string;
  /** Digest of the body. */
  readonly fingerprint: string;
}

export interface KeptBatch {
  readonly batch: Batch;
  /** Null: it was asked for without a key. */
  readonly fingerprint: string | null;
}

/** Keeps actions on many jobs, and what came of them. */
export interface BatchStore {
  /** Resolves with the batch, or with the one that was added under the same key before. */
  add(
    batch: Omit<Batch, 'jobs' | 'completedAt'>,
    items: readonly Omit<BatchItemResult, 'position'>[],
    request: BatchRequest | null,
  ): Promise<KeptBatch>;
  withKey(key: string): Promise<KeptBatch | null>;
  find(id: string): Promise<Batch | null>;
  /** How many jobs have each outcome. */
  outcomes(id: string): Promise<Partial<Record<BulkOutcome, number>>>;
  /** From a position on. */
  results(id: string, from: number, limit: number): Promise<BatchItemResult[]>;
  /** The oldest batch that is not complete, with jobs that have not been told. */
  next(limit: number): Promise<{ batch: Batch; items: BatchItem[] } | null>;
  tell(id: string, told: readonly BatchItemResult[]): Promise<void>;
  complete(id: string, at: number): Promise<void>;
  /** Deletes some of those that were complete before a time; resolves with how many. */
  deleteBefore(at: number, limit: number): Promise<number>;
}
