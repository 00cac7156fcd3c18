import { Inject, Injectable } from '@nestjs/common';
import { type Database, DATABASE } from '#storage';
import type { StoredView, JobViewStore, ViewMaking } from '../../ports/job-view-store.port';
import type { JournalSchema } from '../database/schema';

@Injectable()
export class SqlJobViewStore implements JobViewStore {
  constructor(@Inject(DATABASE) private readonly database: Database<JournalSchema>) {}

  async find(jobId: string, { format, address }: ViewMaking) {
    const row = await this.database.db
      .selectFrom('job_views')
      .innerJoin('jobs', 'id', 'job_id')
      .select(['text', 'submitted_by'])
      .where('job_id', '=', jobId)
      .where('format', '=', format)
      .where('address', '=', address)
      .where('version', '>=', (eb) =>
        eb
          .selectFrom('journal')
          .select(({ fn }) => fn.max<number>('first_seq').as('head'))
          .where('journal.job_id', '=', jobId),
      )
      .executeTakeFirst();
    return row ? { text: row.text, submittedBy: row.submitted_by } : null;
  }

  async keep({ jobId, version, format, address, text }: StoredView): Promise<void> {
    const values = { version, format, address, text };
    await this.database.commit(async (trx) => {
      const job = await trx.selectFrom('jobs').select('id').where('id', '=', jobId).executeTakeFirst();
      if (!job) return;
      await trx
        .insertInto('job_views')
        .values({ job_id: jobId, ...values })
        .onConflict((conflict) =>
          conflict.column('job_id').doUpdateSet(values).where('job_views.version', '<=', version),
        )
        .execute();
    });
  }
}
