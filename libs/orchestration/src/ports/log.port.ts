export const ORCHESTRATOR_LOG = Symbol('OrchestratorLog');

/** Events that an operator has to know. */
export interface OrchestratorLog {
  /** The journal of this job cannot be read; the job stops until an operator repairs it. */
  damaged(jobId: string, error: Error): void;
  /** The journal cannot hold what this job decided; the job fails, and is undone. */
  refused(jobId: string, reason: string): void;
  /** This process no longer drives the job. */
  lost(jobId: string, reason: string): void;
  /** Sharing jobs with other replicas does not work at the moment, and why. */
  trouble(reason: string): void;
  /** Jobs past their retention time could not be deleted yet. */
  kept(reason: string): void;
}
