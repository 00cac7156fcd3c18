import type { RecordedEvent } from '../../libs/orchestration/src/core/events';
import { hasEnded } from '../../libs/orchestration/src/core/evolve/evolve';
import { replay } from '../../libs/orchestration/src/core/handle';
import type { Appended, Journal, JournalEntry } from '../../libs/orchestration/src/ports/journal.port';
import type { Tape } from './tape';
import type { VirtualProcess, VirtualTime } from './virtual-time';

/** A journal on a disk that takes its time. A crash in the middle of a write leaves all of it, or nothing. */
export class ModelJournal {
  /** As the disk has it: JSON. */
  private readonly records: string[] = [];
  private version = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly tape: Tape,
    private readonly onWritten: (events: readonly RecordedEvent[]) => void,
  ) {}

  get events(): RecordedEvent[] {
    return this.records.flatMap((record) => JSON.parse(record) as RecordedEvent[]);
  }

  openJobs(): Promise<string[]> {
    const state = replay(this.events);
    return Promise.resolve(state && !hasEnded(state) ? [state.id] : []);
  }

  of(process: VirtualProcess): Journal {
    return {
      append: (entries) => this.append(process, entries),
      read: () => Promise.resolve(this.events),
      heads: () => Promise.resolve(new Map()),
      settledBefore: () => Promise.resolve([]),
      delete: () => Promise.resolve(),
    };
  }

  private append(process: VirtualProcess, entries: readonly JournalEntry[]): Promise<readonly Appended[]> {
    const takes = 1 + this.tape.below(5);
    const survives = this.tape.below(2) === 0;
    return new Promise((resolve) => {
      this.time.schedule(takes, () => {
        if (!process.alive && !survives) return;
        const results = entries.map((entry) => this.write(entry));
        this.time.schedule(0, () => resolve(results), process);
      });
    });
  }

  private write({ expectedVersion, events }: JournalEntry): Appended {
    if (this.version !== expectedVersion) return 'conflict';
    const record = JSON.stringify(events);
    this.records.push(record);
    this.version += events.length;
    this.onWritten(JSON.parse(record) as RecordedEvent[]);
    return 'ok';
  }
}
