import { type Database, openDatabase } from '#storage';
import { onEveryDatabase } from '#storage/testing';
import type { JobRow } from '../../ports/journal.port';
import type { Ownership } from '../../ports/ownership.port';
import { journalMigrations } from '../database/migrations';
import type { JournalSchema } from '../database/schema';
import { ownershipOn } from '../ownership/ownership-on';
import { SqlJobViewStore } from './sql-job-view-store';
import { SqlJournal } from './sql-journal';

const MAKING = { format: 1, address: 'http://127.0.0.1:1' };
const row: JobRow = {
  id: 'a',
  name: null,
  status: 'completed',
  createdAt: 1,
  submittedBy: 'ann',
  labels: {},
  definition: null,
  completedAt: 1,
  steps: 1,
  waitingFor: null,
  error: null,
  rest: null,
};

onEveryDatabase('the view of a job', (fresh) => {
  let database: Database<JournalSchema>;
  let owner: Ownership;
  let journal: SqlJournal;
  let views: SqlJobViewStore;
  beforeEach(async () => {
    database = await openDatabase<JournalSchema>({ ...(await fresh()), name: 'jobs', migrations: journalMigrations });
    owner = ownershipOn(database, 6_000);
    await owner.join();
    journal = new SqlJournal(database, owner);
    views = new SqlJobViewStore(database);
    await write(1, 2);
  });
  afterEach(() => database.close());

  /** Events number `from` to `to`, in one write. */
  const write = (from: number, to: number) =>
    journal.append([
      {
        jobId: 'a',
        expectedVersion: from - 1,
        events: Array.from({ length: to - from + 1 }, (_, n) => ({
          type: 'warned',
          message: 'so',
          seq: from + n,
          at: 1,
        })),
        row,
        submission: null,
      },
    ]);
  const keep = (version: number, text: string) => views.keep({ jobId: 'a', version, text, ...MAKING });
  const find = async (making: object = {}) => (await views.find('a', { ...MAKING, ...making }))?.text;

  it('is found, and whose job it is, while nothing has happened since', async () => {
    expect(await find()).toBeUndefined();
    await keep(2, 'second');
    expect(await views.find('a', MAKING)).toEqual({ text: 'second', submittedBy: 'ann' });
    await write(3, 4);
    expect(await find()).toBeUndefined();
    await keep(4, 'fourth');
    expect(await find()).toBe('fourth');
  });

  it('is not found by code that shows jobs otherwise, or under another address', async () => {
    await keep(2, 'second');
    expect(await find({ format: 2 })).toBeUndefined();
    expect(await find({ address: 'http://elsewhere' })).toBeUndefined();
  });

  it('does not take the place of a later one', async () => {
    await write(3, 3);
    await keep(3, 'third');
    await keep(2, 'second');
    expect(await find()).toBe('third');
  });

  it('goes with the job, and does not come back', async () => {
    await keep(2, 'second');
    await journal.delete(['a']);
    await keep(2, 'second');
    expect(await database.db.selectFrom('job_views').selectAll().execute()).toEqual([]);
  });
});
