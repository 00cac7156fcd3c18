/** What whoever runs the platform should hear of. */
export interface OrchestratorLog {
  /** The journal of this job cannot be read; it stands still until somebody looks at it. */
  damaged(jobId: string, error: Error): void;
  /** The journal cannot hold what this job decided; the job fails, and is undone. */
  refused(jobId: string, reason: string): void;
  /** This process drives the job no more. */
  lost(jobId: string, reason: string): void;
  /** Sharing jobs with other processes does not work at the moment, and why. */
  trouble(reason: string): void;
  /** What has been kept long enough could not be removed yet. */
  kept(reason: string): void;
}
