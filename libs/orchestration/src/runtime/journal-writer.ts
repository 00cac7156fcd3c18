import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../ports/clock.port';
import type { Appended, Journal, JournalEntry } from '../ports/journal.port';

/** Somebody with events that are not on disk yet. */
export interface JournalSource {
  /** What is to be written now; null when there is nothing any more. */
  take(): JournalEntry | null;
  /** The entry is on disk, or somebody else owns the job. */
  appended(result: Appended): void;
  /** Nothing was written; the entry comes again unless the source gives up. Answers whether it should. */
  failed(error: unknown): boolean;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Group commit for all jobs at once: everything that becomes ready while a write is under way goes into the next one,
 * so the cost per task falls as load grows. Entries are asked for at the last moment, so that each holds all there is.
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

  /** Writes of which nobody knows whether they landed. */
  get failures(): number {
    return this.failed;
  }

  request(source: JournalSource): void {
    this.ready.add(source);
    this.running ??= this.run().finally(() => (this.running = null));
  }

  /** Resolves when nothing is left to write. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (this.ready.size > 0) {
      await setImmediate();
      const sources = [...this.ready];
      this.ready.clear();
      if (await this.write(sources)) {
        pause = FIRST_PAUSE_MS;
        continue;
      }
      await this.clock.sleep(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  private async write(sources: readonly JournalSource[]): Promise<boolean> {
    const entries = sources.flatMap((source) => {
      const entry = source.take();
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
      for (const { source } of entries) if (source.failed(error)) this.ready.add(source);
      return false;
    }
  }
}
