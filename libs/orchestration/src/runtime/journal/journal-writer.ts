import { setImmediate } from 'node:timers/promises';
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

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Group commit for all jobs: everything that becomes ready during a write goes into the next one, so the cost per task falls
 * as load grows. Entries are taken at the last moment, so that each holds all events of its job.
 */
export class JournalWriter {
  private readonly ready = new Set<JournalSource>();
  private running: Promise<void> | null = null;
  private failed = 0;

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
    this.running ??= this.writeAll();
  }

  /** Resolves when nothing is left to write. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async writeAll(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    try {
      while (this.ready.size > 0) {
        await setImmediate();
        const sources = [...this.ready];
        this.ready.clear();
        if (await this.writeTogether(sources)) {
          pause = FIRST_PAUSE_MS;
          continue;
        }
        await this.clock.sleep(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
    } finally {
      // In the turn in which the loop ends: a source that comes later has to start the next one.
      this.running = null;
    }
  }

  private async writeTogether(sources: readonly JournalSource[]): Promise<boolean> {
    const entries = sources.flatMap((source) => {
      const entry = source.takeEntry();
      return entry === null ? [] : [{ source, entry }];
    });
    if (entries.length === 0) return true;
    try {
      const results = await this.journal.append(entries.map(({ entry }) => entry));
      this.written(entries.length);
      for (const [index, { source }] of entries.entries()) source.appended(results[index] ?? 'conflict');
      return true;
    } catch (error) {
      this.failed++;
      for (const { source } of entries) if (source.appendFailed(error)) this.ready.add(source);
      return false;
    }
  }
}
