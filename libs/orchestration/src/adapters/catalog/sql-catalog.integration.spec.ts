import { CompiledQuery, type Kysely, sql } from 'kysely';
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
      error: n % 11 === 0 ? JSON.stringify({ task: null, code: 'refused', message: 'Zimmer BELEGT' }) : null,
      submission_key: null,
      fingerprint: null,
      owner: null,
      submitted_by: n % 2 === 0 ? 'ann' : null,
      labels: n % 3 === 0 ? JSON.stringify(n % 6 === 0 ? { env: 'prod', room: 'a:b' } : { env: 'prod' }) : null,
      definition: n % 7 === 0 ? 'order' : null,
      definition_version: n % 7 === 0 ? 2 : null,
      waits_for: n % 4 === 0 ? 'approval' : null,
      waiting: n % 4 === 0 ? JSON.stringify({ kind: 'approval', step: `s${n}` }) : null,
    }));
    const labels = rows.flatMap(({ id, created_at, labels }) =>
      Object.entries(JSON.parse(labels ?? '{}') as Record<string, string>).map(([key, value]) => ({
        label: `${key}:${value}`,
        created_at,
        job_id: id,
      })),
    );
    await database.commit(async (trx) => {
      await trx.insertInto('jobs').values(rows).execute();
      await trx.insertInto('job_labels').values(labels).execute();
    });
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
    expect(await pages({ labels: ['env:prod'] })).toEqual(wanted((n) => n % 3 === 0));
    expect(await pages({ labels: ['env:prod', 'room:a:b'] })).toEqual(wanted((n) => n % 6 === 0));
    expect(await pages({ labels: ['env:prod'], status: ['completed', 'failed'], name: 'rare', since: 2 })).toEqual(
      wanted((n) => n % 15 === 0 && n >= 8),
    );
    expect(await pages({ labels: ['env:prod', 'env:test'] })).toEqual([]);
    expect(await pages({ text: 'belegt' })).toEqual(wanted((n) => n % 11 === 0));
    expect(await pages({ text: 'RAR', labels: ['env:prod'] })).toEqual(wanted((n) => n % 15 === 0));
    expect(await pages({ text: 'refused' })).toEqual([]);
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
});

/** As much as makes every other way to read a page dearer than the right one. */
const MANY = 29_000;

onEveryDatabase('a long list of jobs', (fresh) =>
  describe('has pages', () => {
    let database: Database<JournalSchema>;
    let catalog: SqlCatalog;
    /** What was run, in the order it was. */
    const statements: CompiledQuery[] = [];
    beforeAll(async () => {
      database = await openDatabase<JournalSchema>({ ...(await fresh()), name: 'jobs', migrations: journalMigrations });
      catalog = new SqlCatalog({ ...database, db: noting(database.db, statements) });
      await database.commit(async (trx) => {
        await sql`insert into jobs (id, name, status, created_at, steps, submitted_by, labels, definition, definition_version,
          waits_for, waiting)
        with recursive numbers(n) as (select 0 union all select n + 1 from numbers where n < ${sql.lit(MANY - 1)})
        select 'job-' || n, 'name-' || (n % 3), case when n % 1000 = 7 then 'failed' else 'completed' end, n, 1,
          'ann', case when n % 2 = 0 then '{"env":"prod"}' end, 'order', 1, 'approval', '{"kind":"approval"}' from numbers`.execute(
          trx,
        );
        await sql`insert into job_labels (label, created_at, job_id)
        select 'env:prod', created_at, id from jobs where labels is not null
        union all select 'number:' || id, created_at, id from jobs`.execute(trx);
      });
      await sql`analyze`.execute(database.db);
    });
    afterAll(() => database.close());
    beforeEach(() => statements.splice(0));

    const LAST: Omit<JobFilter, 'limit'> = { cursor: Buffer.from('20000 job-20000').toString('base64url') };

    it.each<[string, Omit<JobFilter, 'limit'>]>([
      ['nothing', {}],
      ['a status', { status: ['failed'] }],
      ['two statuses', { status: ['failed', 'completed'] }],
      ['a name', { name: 'name-1' }],
      ['an owner', { submittedBy: 'ann' }],
      ['a definition', { definition: 'order' }],
      ['what waits', { waitingFor: 'approval' }],
      ['a label', { labels: ['env:prod'] }],
      ['a label that no job has', { labels: ['env:none'] }],
      ['a label and a rare status', { labels: ['env:prod'], status: ['failed'] }],
      ['a label and a name and a time', { labels: ['env:prod'], name: 'name-1', since: 10 }],
      ['a text', { text: 'nothing has it' }],
    ])('narrowed to %s is read in the order of an index, and bounded, wherever it begins', async (_, filter) => {
      for (const place of [{}, LAST]) {
        await catalog.list({ ...filter, ...place, limit: 7 });
      }
      for (const { sql: text, parameters } of statements) {
        const explain = database.dialect === 'sqlite' ? 'explain query plan' : 'explain';
        const plan = await database.db.executeQuery(CompiledQuery.raw(`${explain} ${text}`, [...parameters]));
        expect(JSON.stringify(plan.rows)).not.toMatch(/temp b-tree|sort|seq scan|SCAN job\w*"/i);
      }
      const read = statements.filter(({ sql: text }) => !text.includes('count(*)'));
      const limits = read.map(({ parameters }) => Number(parameters.at(-1)));
      expect(limits.reduce((sum, limit) => sum + limit, 0)).toBeLessThanOrEqual(2 * 6_000);
    });

    it('finds in one page what only a few of a common label have', async () => {
      const { rows, next } = await catalog.list({ labels: ['env:prod'], status: ['failed'], limit: 100 });
      expect(rows).toEqual([]);
      expect(next).toBeNull();
      expect((await catalog.list({ name: 'name-1', status: ['failed'], limit: 100 })).rows).toHaveLength(10);
    });

    it('is read from the index whose jobs are further apart, where all have many', async () => {
      const filter = { definition: 'order', name: 'name-1', labels: ['env:prod'], status: ['completed' as const] };
      await catalog.list({ ...filter, limit: 7 });
      expect(statements.at(-1)!.sql).toContain('"jobs"."name" =');
      await catalog.list({ ...filter, name: undefined, limit: 7 });
      expect(statements.at(-1)!.sql).toContain('job_labels.label =');
    });

    it('goes on behind what was looked at in vain', async () => {
      let cursor: string | undefined;
      let pages = 0;
      do {
        const { rows, next } = await catalog.list({ text: 'nothing has it', limit: 7, cursor });
        expect(rows).toEqual([]);
        cursor = next ?? undefined;
        pages += 1;
      } while (cursor !== undefined);
      expect(pages).toBe(Math.ceil(MANY / 5_000));
    });
  }),
);

/** Notes every statement as it is sent. */
function noting(db: Kysely<JournalSchema>, into: CompiledQuery[]): Kysely<JournalSchema> {
  return db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      into.push(db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
}
