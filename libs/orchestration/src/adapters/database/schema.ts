/** One row per job, for lists; only the journal holds a job's state. Times are ms since the Unix epoch. */
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
  submitted_by: string | null;
  /** JSON of the job's labels; null where it has none. */
  labels: string | null;
  /** The definition that the job was made from; null when the client sent the document itself. */
  definition: string | null;
  definition_version: number | null;
  /** What the step of the job waits for; null when for nothing. */
  waits_for: string | null;
  /** JSON of that wait. */
  waiting: string | null;
  /** While it rests: when it has something to do again, if a time ends its rest. */
  due_at: number | null;
  /** The job's own time when it came to rest. */
  rests_since: number | null;
  /** Number of the event it rests after. A later one says that the row is older: a version without this column wrote it. */
  rests_version: number | null;
  /** The replica that drives it, or did so last; null if none does. Always null on SQLite. */
  owner: string | null;
}

/** One row per label of a job. */
export interface JobLabelsTable {
  /** `key:value` */
  label: string;
  /** That of the job: rows are ordered like the list of jobs. */
  created_at: number;
  job_id: string;
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
  /** The replica that wrote it; null on SQLite. */
  owner: string | null;
}

/** One row per large job that nothing drives: its view, as it was made last. */
export interface JobViewsTable {
  job_id: string;
  /** Number of the job's last event then: the view is of the past where there are later ones. */
  version: number;
  /** Of the code that made it. */
  format: number;
  /** Of job-control, in its links. */
  address: string;
  /** JSON. */
  text: string;
}

/** One row per live replica of those that share the database. A replica without a row may write nothing. */
export interface ReplicasTable {
  id: string;
  /** By the database's clock, ms since the Unix epoch. */
  joined_at: number;
  beat_at: number;
}

/** Commands for jobs that another replica drives. */
export interface RemoteCommandsTable {
  id: string;
  job_id: string;
  /** JSON of the operator's command. */
  command: string;
  received_by: string | null;
  /** JSON of the reply. */
  reply: string | null;
}

export interface SigningKeysTable {
  /** Thumbprint (RFC 7638). */
  id: string;
  /** JSON of the private JWK. */
  jwk: string;
  created_at: number;
}

export interface JournalSchema {
  signing_keys: SigningKeysTable;
  jobs: JobsTable;
  job_labels: JobLabelsTable;
  journal: JournalTable;
  job_views: JobViewsTable;
  replicas: ReplicasTable;
  letters: RemoteCommandsTable;
}
