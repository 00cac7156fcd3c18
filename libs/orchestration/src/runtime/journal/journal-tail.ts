import type { RecordedEvent } from '../../core/model/events';
import { evolveAll } from '../../core/evolve/evolve';
import type { JobState } from '../../core/model/state';
import { type Journal, JournalDamaged } from '../../ports/journal.port';
import type { JobSubscribers } from './job-subscribers';
import { historyOf, decoded } from './read-job';

/**
 * Notifies subscribers of jobs that other processes drive, with one query of the journal for all of them. A subscriber may
 * receive an event twice.
 */
export class JournalTail {
  private readonly seen = new Map<string, JobState>();

  constructor(
    private readonly journal: Pick<Journal, 'heads' | 'read'>,
    private readonly subscribers: JobSubscribers,
    private readonly isHere: (jobId: string) => boolean,
  ) {}

  async poll(): Promise<void> {
    const elsewhere = new Set(this.subscribers.subscribedJobs().filter((jobId) => !this.isHere(jobId)));
    for (const jobId of this.seen.keys()) if (!elsewhere.has(jobId)) this.seen.delete(jobId);
    if (elsewhere.size === 0) return;
    for (const [jobId, head] of await this.journal.heads([...elsewhere])) {
      const known = this.seen.get(jobId);
      if (known === undefined || known.version < head) await this.readOn(jobId, known ?? null);
    }
  }

  private async readOn(jobId: string, known: JobState | null): Promise<void> {
    try {
      const events: RecordedEvent[] = [];
      let state = known;
      for await (const page of historyOf(this.journal, jobId, known?.version)) {
        state = decoded(jobId, () => evolveAll(state, page.events));
        events.push(...page.events);
      }
      if (state === null) return;
      this.seen.set(jobId, state);
      this.subscribers.notify(state, events);
    } catch (error) {
      // A request for the job itself reports it.
      if (!(error instanceof JournalDamaged)) throw error;
    }
  }
}
