import type { JobAccepted, JobEvent, JobView } from '#contract';

/** Tells a person, or a program, how a job is getting on. */
export interface Reporter {
  accepted(job: JobAccepted): void;
  event(event: JobEvent): void;
  changed(job: JobView): void;
  /** Something went wrong on our side of the wire, and is waited out. */
  trouble(message: string): void;
  /** The job has ended. */
  ended(job: JobView): void;
  /** A remark beside the job. */
  note(message: string): void;
  /** Leaves the screen in order; nothing is told afterwards. */
  close(): void;
}
