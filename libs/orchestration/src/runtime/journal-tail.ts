import type { RecordedEvent } from '../core/events';
import { evolveAll } from '../core/evolve/evolve';
import type { JobState } from '../core/state';
import { type Journal, JournalDamaged } from '../ports/journal.port';
import type { Audience } from './audience';
import { historyOf, understood } from './read-job';

/**
 * Jobs that somebody follows here and that another process drives: one look at the journal for all of them, and their
 * followers hear what is new. Followers may hear of an event twice.
 */
export class JournalTail {
  private readonly seen = new Map<string, JobState>();

  constructor(
    private readonly journal: Pick<Journal, 'heads' | 'read'>,
    private readonly audience: Audience,
    private readonly isHere: (jobId: string) => boolean,
  ) {}

  async look(): Promise<void> {
    const elsewhere = new Set(this.audience.followed().filter((jobId) => !this.isHere(jobId)));
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
        state = understood(jobId, () => evolveAll(state, page.events));
        events.push(...page.events);
      }
      if (state === null) return;
      this.seen.set(jobId, state);
      this.audience.tell(state, events);
    } catch (error) {
      // Whoever asks for the job itself is told.
      if (!(error instanceof JournalDamaged)) throw error;
    }
  }
}
