import { type Database, openDatabase } from '#storage';
import { onEveryDatabase } from '#storage/testing';
import type { JsonObject } from '#contract/pure';
import { journalMigrations } from '../adapters/database/migrations';
import type { JournalSchema } from '../adapters/database/schema';
import { SqlJournal } from '../adapters/journal/sql-journal';
import { ownershipOn } from '../adapters/ownership/ownership-on';
import type { RecordedEvent } from '../core/model/events';
import { replay } from '../core/handle';
import { responded, createTask, jobOf } from '../core/testing/test-job';
import { jobHistory } from '../core/testing/job-history';
import { toEventPage } from '../view/event-page';
import { rowOf } from './journal/job-row';
import { JobStates } from './journal/job-states';
import { historyOf } from './journal/read-job';

const MIB = 1024 * 1024;
const tasks = (count: number): JsonObject => jobOf(Array.from({ length: count }, () => createTask));

/** A journal that says what was read of it. */
class WatchedJournal {
  events = 0;
  bytes = 0;

  constructor(private readonly journal: SqlJournal) {}

  readonly port = {
    read: async (jobId: string, after?: number) => {
      const page = await this.journal.read(jobId, after);
      this.events += page.events.length;
      this.bytes += page.bytes;
      return page;
    },
    heads: (jobIds: readonly string[]) => this.journal.heads(jobIds),
  };
}

async function write(journal: SqlJournal, writes: readonly (readonly RecordedEvent[])[]): Promise<RecordedEvent[]> {
  const [first] = writes[0]!;
  const jobId = first?.type === 'job-accepted' ? first.jobId : 'job';
  for (const events of writes) {
    const expectedVersion = events[0]!.seq - 1;
    const row = expectedVersion === 0 ? rowOf(replay(events)!) : null;
    await journal.append([{ jobId, expectedVersion, events, row, submission: null }]);
  }
  return writes.flat();
}

onEveryDatabase('the journal of a large job', (fresh) => {
  let database: Database<JournalSchema>;
  let journal: SqlJournal;
  let watched: WatchedJournal;
  beforeEach(async () => {
    database = await openDatabase<JournalSchema>({ ...(await fresh()), name: 'jobs', migrations: journalMigrations });
    const owner = ownershipOn(database, 60_000);
    await owner.join();
    journal = new SqlJournal(database, owner);
    watched = new WatchedJournal(journal);
  });
  afterEach(() => database.close());

  const ofWidth = (jobId: string, count: number) =>
    write(journal, jobHistory(jobId, tasks(count), responded(201, { id: '1', text: 'x'.repeat(1_000) })));

  it('is read piece by piece, while others have their turn', async () => {
    const events = await ofWidth('job', 1_000);
    const inTurn: number[] = [0];
    const counting = setInterval(() => inTurn.push(0), 0);
    const read = (jobId: string, after?: number) =>
      watched.port.read(jobId, after).then((page) => {
        inTurn[inTurn.length - 1]! += page.events.length;
        return page;
      });
    const state = await new JobStates({ ...watched.port, read }).read('job');
    clearInterval(counting);
    expect(state).toEqual(replay(events));
    // An interval waits for a millisecond at least; a piece or two may pass meanwhile.
    expect(Math.max(...inTurn)).toBeLessThan(events.length / 2);
  });

  it('is read once, also for many who ask at once, and from then on only what is new', async () => {
    const writes = jobHistory('job', tasks(1_000), responded(201));
    const last = writes.pop()!;
    const events = await write(journal, writes);
    const states = new JobStates(watched.port);
    const found = await Promise.all(Array.from({ length: 20 }, () => states.read('job')));
    expect(new Set(found).size).toBe(1);
    expect(watched.events).toBe(events.length);
    expect((await states.read('job'))?.version).toBe(events.length);
    expect(watched.events).toBe(events.length);

    await write(journal, [last]);
    expect(await states.read('job')).toEqual(replay([...events, ...last]));
    expect(watched.events).toBe(events.length + last.length);

    await journal.delete(['job']);
    expect(await states.read('job')).toBeNull();
  });

  it('is not read where a driver let go of the job in its newest state', async () => {
    const state = replay(await ofWidth('job', 1_000))!;
    const states = new JobStates(watched.port);
    states.keep(state);
    expect(await states.read('job')).toBe(state);
    states.forget('job');
    expect(await states.read('job')).toEqual(state);
    expect(watched.events).toBe(state.version);
  });

  it('is read no further for a client that has gone', async () => {
    const events = await ofWidth('job', 1_000);
    const states = new JobStates(watched.port);
    const gone = new AbortController();
    const left = states.read('job', gone.signal);
    const waiting = states.read('job', gone.signal);
    gone.abort();
    await expect(left).rejects.toThrow();
    await expect(waiting).rejects.toThrow();
    expect(watched.events).toBeLessThan(events.length / 2);
    expect((await states.read('job'))?.version).toBe(events.length);
  });

  it('costs the same at every page of events', async () => {
    const events = await ofWidth('job', 1_000);
    const seen: number[] = [];
    for (let after: number | null = 0; after !== null;) {
      watched.bytes = 0;
      const history = historyOf(watched.port, 'job', after);
      const page: Awaited<ReturnType<typeof toEventPage>> = await toEventPage(history, 100, (event) => event, String);
      seen.push(...page.events.map(({ seq }) => seq));
      expect(watched.bytes).toBeLessThan(MIB);
      after = page.next;
    }
    expect(seen).toEqual(events.map(({ seq }) => seq));
  });
});

onEveryDatabase('states of large jobs in memory', (fresh) => {
  it('are as many as there is room for, and those that were used last', async () => {
    const database = await openDatabase<JournalSchema>({
      ...(await fresh()),
      name: 'jobs',
      migrations: journalMigrations,
    });
    const owner = ownershipOn(database, 60_000);
    await owner.join();
    const journal = new SqlJournal(database, owner);
    const watched = new WatchedJournal(journal);
    const states = new JobStates(watched.port);
    const ids = ['a', 'b', 'c'];
    for (const id of ids) {
      await write(journal, jobHistory(id, tasks(7), responded(201, 'x'.repeat(MIB), { bytes: MIB })));
    }
    for (const id of ['a', 'b', 'a', 'c']) await states.read(id);
    watched.events = 0;
    await states.read('a');
    await states.read('c');
    expect(watched.events).toBe(0);
    await states.read('b');
    expect(watched.events).toBeGreaterThan(0);
    await database.close();
  });
});
