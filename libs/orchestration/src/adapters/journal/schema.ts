/** One row per job, for lists; what a job's state is, only its journal says. Times are ms since the Unix epoch. */
export interface JobsTable {
  id: string;
  name: string | null;
  status: string;
  created_at: number;
  completed_at: number | null;
  steps: number;
  /** JSON of `{task, code, message}`. */
  error: string | null;
  submission_key: string | null;
  fingerprint: string | null;
}

/** One row per write of a job: all the events that were ready then. */
export interface JournalTable {
  job_id: string;
  /** Sequence number of the record's first event. Two owners at the same version collide here. */
  first_seq: number;
  /** Version of the record format. */
  format: number;
  /** JSON array of events. */
  events: string;
}

export interface JournalSchema {
  jobs: JobsTable;
  journal: JournalTable;
}
