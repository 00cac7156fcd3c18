/** One row per action on many jobs. Times are ms since the Unix epoch. */
export interface JobBatchesTable {
  id: string;
  action: string;
  asked_by: string | null;
  reason: string | null;
  /** How many jobs it is for. */
  jobs: number;
  created_at: number;
  /** Null while some jobs have not been told. */
  completed_at: number | null;
  /** Of the request that asked for it. */
  request_key: string | null;
  fingerprint: string | null;
}

export interface JobBatchItemsTable {
  batch_id: string;
  /** From 0, in the order of the jobs. */
  position: number;
  job_id: string;
  /** Null until the job has been told. */
  outcome: string | null;
  detail: string | null;
}

export interface BatchSchema {
  job_batches: JobBatchesTable;
  job_batch_items: JobBatchItemsTable;
}
