import { type Database, openDatabase } from '#storage';
import type { EmptyDatabase } from '#storage/testing';
import { journalMigrations } from '../../libs/orchestration/src/adapters/database/migrations';
import { decodeRecords } from '../../libs/orchestration/src/adapters/journal/record-format';
import type { JournalSchema } from '../../libs/orchestration/src/adapters/database/schema';
import { SqlRests } from '../../libs/orchestration/src/adapters/journal/sql-rests';
import { SqlJournal } from '../../libs/orchestration/src/adapters/journal/sql-journal';
import { SqlCommandQueue } from '../../libs/orchestration/src/adapters/command-queue/sql-command-queue';
import { ownershipOn } from '../../libs/orchestration/src/adapters/ownership/ownership-on';
import { SharedOwnership } from '../../libs/orchestration/src/adapters/ownership/shared-ownership';
import type { Journal, JournalEntry } from '../../libs/orchestration/src/ports/journal.port';
import { DatabaseClock } from './database-clock';
import { Disk, OWN_DISK, SHARED_DISK } from './disk';
import { OneByOne } from './one-by-one';
import { type Access, LEASE_MS, type Store, type World } from './store';
import type { VirtualProcess } from './virtual-time';

const TABLES = ['journal', 'jobs', 'replicas', 'letters'] as const;

/** A real database, of which each world gets all. */
export class RealDatabase {
  private constructor(
    private readonly database: Database<JournalSchema>,
    private readonly clock: DatabaseClock | null,
  ) {}

  static async open({ dataDir, databaseUrl }: EmptyDatabase): Promise<RealDatabase> {
    const clock = databaseUrl === undefined ? null : await DatabaseClock.in(databaseUrl, 'job_control');
    const options = { dataDir, databaseUrl: clock?.url, name: 'job-control', migrations: journalMigrations };
    return new RealDatabase(await openDatabase<JournalSchema>(options), clock);
  }

  readonly emptied = async (world: World): Promise<Store> => {
    for (const table of TABLES) await this.database.db.deleteFrom(table).execute();
    return new StoredJournal(this.database, this.clock, world);
  };

  async close(): Promise<void> {
    await this.database.close();
    await this.clock?.close();
  }
}

/** The journal, ownership and command queue of the platform. Virtual time stands still while they work. */
class StoredJournal implements Store {
  private readonly work = new OneByOne();
  readonly disk: Disk;
  /** Number of the last event that the world was told of. */
  private told = 0;

  constructor(
    private readonly database: Database<JournalSchema>,
    private readonly clock: DatabaseClock | null,
    private readonly world: World,
  ) {
    this.disk = new Disk(world.time, world.tape, world.faults, clock === null ? OWN_DISK : SHARED_DISK);
  }

  open(process: VirtualProcess): Access {
    const ownership = this.clock
      ? new SharedOwnership(this.database, LEASE_MS, () => this.world.time.now)
      : ownershipOn(this.database, LEASE_MS);
    const stored = new SqlJournal(this.database, ownership);
    const journal = Object.assign(Object.create(this.work.through(stored)) as Journal, {
      append: (entries: readonly JournalEntry[]) =>
        this.disk.write(process, () => this.work.run(() => this.append(stored, entries))),
    });
    const queue = this.work.through(new SqlCommandQueue(this.database, ownership));
    const setClock = async () => this.clock?.set(this.world.time.now);
    const rests = this.work.through(new SqlRests(this.database, ownership));
    return { journal, ownership: this.work.through(ownership, setClock), rests, queue };
  }

  settled(): Promise<boolean> {
    return this.work.finished();
  }

  private async append(journal: Journal, entries: readonly JournalEntry[]) {
    const appended = await journal.append(entries);
    const records = await this.database.db
      .selectFrom('journal')
      .select(['format', 'events'])
      .where('first_seq', '>', this.told)
      .orderBy('first_seq')
      .execute();
    const events = decodeRecords('of this world', records, this.told);
    this.told += events.length;
    this.world.written(events);
    return appended;
  }
}
