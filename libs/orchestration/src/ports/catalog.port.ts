import type { JobStatus } from '../core/model/state';
import type { ListedWait } from '#contract';
import type { ListedJob } from './journal.port';

export const CATALOG = Symbol('Catalog');

export interface JobFilter {
  readonly status?: readonly JobStatus[];
  readonly name?: string;
  readonly submittedBy?: string;
  /** Name of the definition that the job was made from. */
  readonly definition?: string;
  readonly waitingFor?: ListedWait;
  /** All of these, each as `key:value`. */
  readonly labels?: readonly string[];
  /** Part of the name, or of the error, in whatever case. */
  readonly text?: string;
  /** Milliseconds since the Unix epoch, inclusive. */
  readonly since?: number;
  readonly until?: number;
  readonly limit: number;
  /** Where the page before ended. */
  readonly cursor?: string;
}

/** May hold fewer jobs than the limit, even none, and not be the last: a page bounds what is looked at. */
export interface JobPage {
  readonly rows: readonly ListedJob[];
  readonly next: string | null;
}

export interface Submission {
  readonly jobId: string;
  readonly fingerprint: string | null;
}

/** The list of jobs, newest first. */
export interface Catalog {
  list(filter: JobFilter): Promise<JobPage>;
  /** Those of these jobs that there are, in no order. */
  find(jobIds: readonly string[]): Promise<ListedJob[]>;
  /** How many jobs are not over, by status: those that go on, and those that need attention. */
  countOpen(): Promise<ReadonlyMap<JobStatus, number>>;
  /** The job that a submission with this key made, and the digest of its body. */
  findSubmission(key: string): Promise<Submission | null>;
}
