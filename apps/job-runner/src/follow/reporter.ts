import type { JobAccepted, JobEvent, JobView } from '#contract';

/** Reports the progress of a job to people or programs. */
export interface Reporter {
  accepted(job: JobAccepted): void;
  event(event: JobEvent): void;
  changed(job: JobView): void;
  /** A connection problem that is being retried. */
  trouble(message: string): void;
  /** The job has ended. */
  ended(job: JobView): void;
  /** A remark that is not part of the job. */
  note(message: string): void;
  /** Restores the screen; nothing is reported afterwards. */
  close(): void;
}
