import type { RecordedEvent } from '../../libs/orchestration/src/core/events';
import { hasEnded } from '../../libs/orchestration/src/core/evolve/evolve';
import { replay } from '../../libs/orchestration/src/core/handle';
import type { Appended, Journal, JournalEntry } from '../../libs/orchestration/src/ports/journal.port';
import type { DiskFault } from './scenario';
import type { Tape } from './tape';
import type { VirtualProcess, VirtualTime } from './virtual-time';

export class DiskTrouble extends Error {
  override readonly name = 'DiskTrouble';
}

/** A journal on a disk that takes its time. A crash in the middle of a write leaves all of it, or nothing. */
export class ModelJournal {
  /** As the disk has it: JSON. */
  private readonly records: string[] = [];
  /** Which record begins after which version. */
  private readonly firsts = new Map<number, string>();
  private version = 0;
  private readonly faults: DiskFault[];

  constructor(
    private readonly time: VirtualTime,
    private readonly tape: Tape,
    faults: readonly DiskFault[],
    private readonly onWritten: (events: readonly RecordedEvent[]) => void,
  ) {
    this.faults = [...faults];
  }

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

  /** From here on there is room, and every write is answered. */
  heal(): void {
    this.faults.length = 0;
  }

  private append(process: VirtualProcess, entries: readonly JournalEntry[]): Promise<readonly Appended[]> {
    const takes = 1 + this.tape.below(5);
    const survives = this.tape.below(2) === 0;
    const fault = this.faults.shift() ?? 'none';
    return new Promise((resolve, reject) => {
      this.time.schedule(takes, () => {
        if (!process.alive && !survives) return;
        const results = fault === 'full' ? [] : entries.map((entry) => this.write(entry));
        const answer = fault === 'none' ? () => resolve(results) : () => reject(new DiskTrouble(fault));
        this.time.schedule(0, answer, process);
      });
    });
  }

  private write({ expectedVersion, events }: JournalEntry): Appended {
    const record = JSON.stringify(events);
    if (this.version !== expectedVersion) return this.firsts.get(expectedVersion) === record ? 'ok' : 'conflict';
    this.records.push(record);
    this.firsts.set(expectedVersion, record);
    this.version += events.length;
    this.onWritten(JSON.parse(record) as RecordedEvent[]);
    return 'ok';
  }
}
