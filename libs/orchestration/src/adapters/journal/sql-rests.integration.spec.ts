import { sql } from 'kysely';
import { type Database, openDatabase } from '#storage';
import { onEveryDatabase } from '#storage/testing';
import type { JobRest, JobRow } from '../../ports/journal.port';
import type { Ownership } from '../../ports/ownership.port';
import { journalMigrations } from '../database/migrations';
import type { JournalSchema } from '../database/schema';
import { ownershipOn } from '../ownership/ownership-on';
import { SqlJournal } from './sql-journal';
import { SqlRests } from './sql-rests';

const row = (id: string, rest: JobRest | null): JobRow => ({
  id,
  name: null,
  status: 'running',
  createdAt: 1,
  submittedBy: null,
  labels: {},
  definition: null,
  completedAt: null,
  steps: 1,
  waitingFor: rest && { kind: 'timer', step: 'a', description: null, since: rest.since, until: rest.until },
  error: null,
  rest,
});
const resting = (until: number | null, since = 0): JobRest => ({ since, until, version: 1 });

onEveryDatabase('jobs that rest', (fresh) => {
  let database: Database<JournalSchema>;
  let owner: Ownership;
  let journal: SqlJournal;
  let rests: SqlRests;
  beforeEach(async () => {
    database = await openDatabase<JournalSchema>({ ...(await fresh()), name: 'jobs', migrations: journalMigrations });
    owner = ownershipOn(database, 6_000);
    await owner.join();
    journal = new SqlJournal(database, owner);
    rests = new SqlRests(database, owner);
  });
  afterEach(() => database.close());

  const write = (id: string, rest: JobRest | null, version = 1) =>
    journal.append([
      {
        jobId: id,
        expectedVersion: version - 1,
        events: [{ type: 'warned', message: 'so', seq: version, at: 1 }],
        row: row(id, rest && { ...rest, version }),
        submission: null,
      },
    ]);

  it('are found when their time has come, in its order, a page at a time', async () => {
    await write('late', resting(300));
    for (const id of ['c', 'a', 'b']) await write(id, resting(100));
    await write('never', resting(null));
    await write('active', null);
    expect(await rests.due(99, 10)).toEqual([]);
    const first = await rests.due(200, 2);
    expect(first).toEqual([
      { jobId: 'a', dueAt: 100 },
      { jobId: 'b', dueAt: 100 },
    ]);
    expect(await rests.due(200, 2, first[1])).toEqual([{ jobId: 'c', dueAt: 100 }]);
    expect([await rests.nextAfter(0), await rests.nextAfter(100), await rests.nextAfter(300)]).toEqual([
      100,
      300,
      null,
    ]);
    await write('a', null, 2);
    expect(await rests.due(200, 10)).toHaveLength(2);
  });

  it('are looked up in an index', async () => {
    const owned = database.dialect === 'sqlite' ? sql`owner is null` : sql`owner = 'a'`;
    const look = sql`select id, due_at from jobs where ${owned} and due_at is not null and due_at <= 200
      order by due_at, id limit 100`;
    const explain = database.dialect === 'sqlite' ? sql`explain query plan ` : sql`explain `;
    const { rows } = await database.db.connection().execute(async (connection) => {
      // PostgreSQL reads a table of no rows as a whole.
      if (database.dialect === 'postgres') await sql`set enable_seqscan = off`.execute(connection);
      return sql`${explain}${look}`.execute(connection);
    });
    expect(JSON.stringify(rows)).toContain('jobs_by_due_time');
    expect(JSON.stringify(rows)).not.toMatch(/temp b-tree|sort/i);
  });

  it('are left where they are when a process begins, but for those that it has to look at', async () => {
    await write('at-rest', resting(300));
    await write('due', resting(200));
    await write('active', null);
    // Its time is ahead: the clock was set back since.
    await write('ahead', resting(9_000, 8_000));
    // A version that knows no rests has gone on with it.
    await write('older', resting(null));
    await journal.append([
      {
        jobId: 'older',
        expectedVersion: 1,
        events: [{ type: 'warned', message: 'so', seq: 2, at: 1 }],
        row: null,
        submission: null,
      },
    ]);
    const wanted = ['active', 'ahead', 'older'];
    expect((await owner.owned(200)).toSorted()).toEqual(wanted);
    if (!owner.shared) return;
    await owner.leave();
    await owner.join();
    const { active, resting: others } = await owner.claim(200);
    expect({ active: active.toSorted(), others }).toEqual({ active: wanted, others: 2 });
    expect(await rests.nextAfter(200)).toBe(300);
  });
});
