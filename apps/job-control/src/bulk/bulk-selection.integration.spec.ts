import { sql } from 'kysely';
import { MAX_BULK_JOBS } from '#contract';
import { journalMigrations } from '#orchestration';
import { type Database, openDatabase } from '#storage';
import { onEveryDatabase } from '#storage/testing';
import { SqlCatalog } from '../../../../libs/orchestration/src/adapters/catalog/sql-catalog';
import type { JournalSchema } from '../../../../libs/orchestration/src/adapters/database/schema';
import { BulkSelection } from './bulk-selection';

onEveryDatabase('the jobs that a filter selects', (fresh) => {
  let database: Database<JournalSchema>;
  beforeEach(async () => {
    database = await openDatabase<JournalSchema>({ ...(await fresh()), name: 'jobs', migrations: journalMigrations });
    await database.commit((trx) =>
      sql`insert into jobs (id, name, status, created_at, steps)
        with recursive numbers(n) as (select 0 union all select n + 1 from numbers where n < ${sql.lit(MAX_BULK_JOBS)})
        select 'job-' || n, case when n = 0 then 'other' else 'order' end, 'running', n, 1 from numbers`.execute(trx),
    );
  });
  afterEach(() => database.close());

  it('are all that fit, or are counted where they are too many', async () => {
    const selection = new BulkSelection(new SqlCatalog(database));
    const { rows } = await selection.of({ action: 'cancel', filter: { name: 'order' } }, null);
    expect(rows).toHaveLength(MAX_BULK_JOBS);
    const tooMany = selection.of({ action: 'cancel', filter: { status: ['running'] } }, null);
    const count = MAX_BULK_JOBS + 1;
    const message = `expected at most ${MAX_BULK_JOBS} jobs: these are ${count}`;
    const details = { extra: { count }, errors: [{ pointer: '/filter', message }] };
    await expect(tooMany).rejects.toMatchObject({ code: 'unprocessable', details });
  });
});
