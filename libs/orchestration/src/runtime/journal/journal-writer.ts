import { backoffMs } from '#contract/pure';
import { Batcher } from '#platform';
import type { Clock } from '../../ports/clock.port';
import type { Appended, Journal, JournalEntry } from '../../ports/journal.port';

/** A job with events that are not on disk yet. */
export interface JournalSource {
  /** What is to be written now; null if there is nothing left. */
  takeEntry(): JournalEntry | null;
  /** The entry is on disk, or another process owns the job. */
  appended(result: Appended): void;
  /** The write failed, and may have reached the disk. Returns whether to retry it. */
  appendFailed(error: unknown): boolean;
}

const PAUSES = { firstMs: 100, longestMs: 5_000 };

/**
 * Group commit for all jobs: everything that becomes ready during a write goes into the next one, so the cost per task falls
 * as load grows. Entries are taken at the last moment, so that each holds all events of its job.
 */
export class JournalWriter {
  private readonly ready = new Batcher<JournalSource>((sources) => this.writeTogether(sources));
  private failed = 0;
  private failedInARow = 0;

  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly written: (jobs: number) => void = () => undefined,
  ) {}

  /** Writes that failed, and may have reached the disk. */
  get failures(): number {
    return this.failed;
  }

  request(source: JournalSource): void {
    this.ready.add(source);
  }

  /** Resolves when nothing is left to write. */
  idle(): Promise<void> {
    return this.ready.idle();
  }

  private async writeTogether(sources: readonly JournalSource[]): Promise<void> {
    const entries = sources.flatMap((source) => {
      const entry = source.takeEntry();
      return entry === null ? [] : [{ source, entry }];
    });
    if (entries.length === 0) return;
    try {
      const results = await this.journal.append(entries.map(({ entry }) => entry));
      this.failedInARow = 0;
      this.written(entries.length);
      for (const [index, { source }] of entries.entries()) source.appended(results[index] ?? 'conflict');
    } catch (error) {
      this.failed++;
      for (const { source } of entries) if (source.appendFailed(error)) this.ready.add(source);
      await this.clock.sleep(backoffMs(++this.failedInARow, PAUSES));
    }
  }
}
