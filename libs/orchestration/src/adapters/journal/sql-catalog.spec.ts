import { sql } from 'kysely';
import { type Database, openDatabase } from '#storage';
import { onEveryDatabase } from '#storage/testing';
import type { JobStatus } from '../../core/model/state';
import type { JobFilter } from '../../ports/catalog.port';
import { journalMigrations } from '../database/migrations';
import type { JournalSchema } from '../database/schema';
import { SqlCatalog } from './sql-catalog';

const STATUSES = ['completed', 'failed', 'running'] as const satisfies readonly JobStatus[];
const JOBS = 60;

onEveryDatabase('the list of jobs', (fresh) => {
  let database: Database<JournalSchema>;
  let catalog: SqlCatalog;
  beforeEach(async () => {
    database = await openDatabase<JournalSchema>({ ...(await fresh()), name: 'jobs', migrations: journalMigrations });
    catalog = new SqlCatalog(database);
    const rows = Array.from({ length: JOBS }, (_, n) => ({
      id: `job-${String(n).padStart(2, '0')}`,
      name: n % 5 === 0 ? 'rare' : 'usual',
      status: STATUSES[n % STATUSES.length]!,
      // Some came in the same millisecond.
      created_at: Math.floor(n / 4),
      completed_at: null,
      steps: 1,
      error: null,
      submission_key: null,
      fingerprint: null,
      owner: null,
      submitted_by: n % 2 === 0 ? 'ann' : null,
      definition: n % 7 === 0 ? 'order' : null,
      definition_version: n % 7 === 0 ? 2 : null,
      waits_for: n % 4 === 0 ? 'approval' : null,
      waiting: n % 4 === 0 ? JSON.stringify({ kind: 'approval', step: `s${n}` }) : null,
    }));
    await database.commit((trx) => trx.insertInto('jobs').values(rows).execute());
  });
  afterEach(() => database.close());

  const pages = async (filter: Omit<JobFilter, 'limit' | 'cursor'>): Promise<string[]> => {
    const ids: string[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const { rows, next } = await catalog.list({ ...filter, limit: 7, cursor });
      ids.push(...rows.map(({ id }) => id));
      cursor = next ?? undefined;
      more = next !== null;
    }
    return ids;
  };
  const wanted = (which: (n: number) => boolean): string[] =>
    Array.from({ length: JOBS }, (_, n) => n)
      .filter(which)
      .map((n) => `job-${String(n).padStart(2, '0')}`)
      .reverse();

  it('is whole over its pages, newest first, whatever it is narrowed to', async () => {
    expect(await pages({})).toEqual(wanted(() => true));
    expect(await pages({ status: ['failed'] })).toEqual(wanted((n) => n % 3 === 1));
    expect(await pages({ status: ['running', 'failed', 'running'] })).toEqual(wanted((n) => n % 3 !== 0));
    expect(await pages({ name: 'rare' })).toEqual(wanted((n) => n % 5 === 0));
    expect(await pages({ definition: 'order' })).toEqual(wanted((n) => n % 7 === 0));
    expect(await pages({ status: ['completed', 'failed'], submittedBy: 'ann', since: 3, until: 9 })).toEqual(
      wanted((n) => n % 3 !== 2 && n % 2 === 0 && n >= 12 && n < 40),
    );
    expect(await pages({ waitingFor: 'approval' })).toEqual(wanted((n) => n % 4 === 0));
    expect(await pages({ status: [] })).toEqual([]);
  });

  it.each(['', 'x', 'MQ', Buffer.from('later job-00').toString('base64url'), Buffer.from('1 ').toString('base64url')])(
    'goes on after no cursor such as "%s", which is none of its own',
    async (cursor) => {
      await expect(catalog.list({ limit: 7, cursor })).rejects.toMatchObject({ code: 'invalid-request' });
    },
  );

  it('counts what is not over, by status', async () => {
    const needy = sql`update jobs set status = 'needs-attention' where id in ('job-00', 'job-03')`;
    await database.commit((trx) => needy.execute(trx));
    expect(Object.fromEntries(await catalog.countOpen())).toEqual({
      ...{ accepted: 0, running: 20, paused: 0, reverting: 0 },
      'needs-attention': 2,
    });
  });

  it.each([
    ['a status', sql`status = 'completed'`],
    ['a name', sql`name = 'rare'`],
    ['what waits', sql`waits_for = 'approval'`],
    ['nothing', sql`1 = 1`],
    ['a page after another', sql`status = 'completed' and (created_at, id) < (5, 'job-20')`],
  ])('narrowed to %s is read in the order of an index, not sorted', async (_, condition) => {
    const list = sql`select id from jobs where ${condition} order by created_at desc, id desc limit 7`;
    const explain = database.dialect === 'sqlite' ? sql`explain query plan ` : sql`explain `;
    const { rows } = await sql`${explain}${list}`.execute(database.db);
    expect(JSON.stringify(rows)).not.toMatch(/temp b-tree|sort/i);
  });
});
