export const JOB_VIEW_STORE = Symbol('JobViewStore');

/** What a view depends on beside the job: it is made again where either is another. */
export interface ViewMaking {
  /** Of the code that makes views. */
  readonly format: number;
  /** The public address of job-control: it is in the links. */
  readonly address: string;
}

export interface StoredView extends ViewMaking {
  readonly jobId: string;
  /** Number of the job's last event. */
  readonly version: number;
  /** JSON. */
  readonly text: string;
}

/**
 * Views of large jobs that nothing drives: to make one, the whole history of the job has to be read. They may be lost at any
 * time. It only stores and fetches.
 */
export interface JobViewStore {
  /** The view of a job as it is now, and who submitted the job; null where none is stored. */
  find(
    jobId: string,
    making: ViewMaking,
  ): Promise<{ readonly text: string; readonly submittedBy: string | null } | null>;

  /** In place of an older one; nothing if there is no such job. */
  keep(view: StoredView): Promise<void>;
}
