import { Pruner } from '#platform';
import type { JobState } from '../../core/model/state';
import type { Clock } from '../../ports/clock.port';
import { type Journal, JournalDamaged } from '../../ports/journal.port';
import type { Ownership } from '../../ports/ownership.port';
import type { StateClient } from '../../ports/state-client.port';
import { readJob } from './read-job';
import type { OrchestratorLog } from '../../ports/log.port';

export interface RetentionPolicy {
  /** Milliseconds to keep ended jobs; 0 keeps them forever. */
  readonly keepMs: number;
  readonly sweepMs: number;
}

const BATCH = 100;

/** Deletes, in the background, old jobs that ended with nothing open, and the state documents made for them. */
export class Retention {
  private readonly pruner = new Pruner({
    prune: () => this.deleteSome(),
    pause: (signal) => this.clock.sleep(this.policy.sweepMs, signal),
    failed: (error) => this.log.kept(error instanceof Error ? error.message : String(error)),
  });

  constructor(
    private readonly journal: Journal,
    private readonly ownership: Pick<Ownership, 'leads'>,
    private readonly states: StateClient,
    private readonly policy: RetentionPolicy,
    private readonly clock: Clock,
    private readonly log: OrchestratorLog,
  ) {}

  start(): void {
    if (this.policy.keepMs > 0) this.pruner.start();
  }

  stop(): Promise<void> {
    return this.pruner.stop();
  }

  private async deleteSome(): Promise<boolean> {
    if (!this.ownership.leads) return false;
    const jobIds = await this.journal.settledBefore(this.clock.now() - this.policy.keepMs, BATCH);
    for (const jobId of jobIds) await this.deleteDocumentOf(jobId);
    if (jobIds.length > 0) await this.journal.delete(jobIds);
    return jobIds.length === BATCH;
  }

  private async deleteDocumentOf(jobId: string): Promise<void> {
    const state = await this.readable(jobId);
    if (state?.stateDoc?.owned) await this.states.delete(state.stateDoc.address, state.submittedBy);
  }

  private async readable(jobId: string): Promise<JobState | null> {
    try {
      return (await readJob(this.journal, jobId))?.state ?? null;
    } catch (error) {
      if (error instanceof JournalDamaged) return null;
      throw error;
    }
  }
}
