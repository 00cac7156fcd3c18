import { hasEnded } from '#contract/pure';
import { SoleOwner } from '../../libs/orchestration/src/adapters/ownership/sole-owner';
import type { RecordedEvent } from '../../libs/orchestration/src/core/model/events';
import { replay } from '../../libs/orchestration/src/core/handle';
import type { Appended, JobRest, JournalEntry } from '../../libs/orchestration/src/ports/journal.port';
import type { Rests } from '../../libs/orchestration/src/ports/rests.port';
import type { CommandQueue } from '../../libs/orchestration/src/ports/command-queue.port';
import { Disk, OWN_DISK } from './disk';
import type { Access, NewStore, Store, World } from './store';
import type { VirtualProcess } from './virtual-time';

/** Keeps one job in memory, as a disk would: JSON. */
class ModelJournal implements Store {
  private readonly records: string[] = [];
  /** Which record begins after which version. */
  private readonly firsts = new Map<number, string>();
  private version = 0;
  private jobId = '';
  private rest: JobRest | null = null;
  readonly disk: Disk;

  constructor(private readonly world: World) {
    this.disk = new Disk(world.time, world.tape, world.faults, OWN_DISK);
  }

  open(process: VirtualProcess): Access {
    const journal = {
      append: (entries: readonly JournalEntry[]) =>
        this.disk.write(
          process,
          () => Promise.resolve(entries.map((entry) => this.write(entry))),
          this.refusalOf(entries),
        ),
      read: (_: string, after = 0) =>
        Promise.resolve({ events: this.events.filter(({ seq }) => seq > after), bytes: 0, more: false }),
      heads: () => Promise.resolve(new Map()),
      settledBefore: () => Promise.resolve([]),
      delete: () => Promise.resolve(),
    };
    const ownership = new SoleOwner((now) => Promise.resolve(this.openJobs(now)));
    return { journal, ownership, rests: this.rests, queue: {} as CommandQueue };
  }

  settled(): Promise<boolean> {
    return Promise.resolve(false);
  }

  /** What the journal holds already, or what makes a job, is never refused. */
  private refusalOf(entries: readonly JournalEntry[]): Appended[] | null {
    const known = entries.some(({ expectedVersion }) => expectedVersion === 0 || expectedVersion !== this.version);
    return known ? null : entries.map(() => ({ refused: new Error('too large') }));
  }

  private get events(): RecordedEvent[] {
    return this.records.flatMap((record) => JSON.parse(record) as RecordedEvent[]);
  }

  private openJobs(now: number): string[] {
    const state = replay(this.events);
    if (state === null || hasEnded(state)) return [];
    const rests = this.rest?.version === this.version && this.rest.since <= now;
    return rests ? [] : [state.id];
  }

  private get rests(): Rests {
    const until = (): number | null => this.rest?.until ?? null;
    return {
      due: (now, _, after) => {
        const dueAt = until();
        const jobId = this.jobId;
        const isDue = dueAt !== null && dueAt <= now && after === undefined;
        return Promise.resolve(isDue ? [{ jobId, dueAt }] : []);
      },
      nextAfter: (now) => Promise.resolve((until() ?? -Infinity) > now ? until() : null),
    };
  }

  private write({ jobId, expectedVersion, events, row }: JournalEntry): Appended {
    const record = JSON.stringify(events);
    if (this.version !== expectedVersion) return this.firsts.get(expectedVersion) === record ? 'ok' : 'conflict';
    this.records.push(record);
    this.firsts.set(expectedVersion, record);
    this.version += events.length;
    this.jobId = jobId;
    if (row) this.rest = row.rest;
    this.world.written(JSON.parse(record) as RecordedEvent[]);
    return 'ok';
  }
}

export const modelled: NewStore = (world) => Promise.resolve(new ModelJournal(world));
