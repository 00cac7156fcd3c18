import type { Database } from '#storage';
import type { Catalog, JobFilter, JobPage } from '../../ports/catalog.port';
import type { JobRow } from '../../ports/journal.port';
import { fromJobsRow } from './job-rows';
import type { JournalSchema } from './schema';

const COLUMNS = ['id', 'name', 'status', 'created_at', 'completed_at', 'steps', 'error'] as const;

/** Job ids sort by time, so the id is order and cursor at once. */
export class SqlCatalog implements Catalog {
  constructor(private readonly database: Database<JournalSchema>) {}

  async list({ status, name, since, until, limit, cursor }: JobFilter): Promise<JobPage> {
    let query = this.database.db
      .selectFrom('jobs')
      .select(COLUMNS)
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (status) query = query.where('status', 'in', status);
    if (name !== undefined) query = query.where('name', '=', name);
    if (since !== undefined) query = query.where('created_at', '>=', since);
    if (until !== undefined) query = query.where('created_at', '<=', until);
    if (cursor !== undefined) query = query.where('id', '<', cursor);
    const rows = (await query.execute()).map(fromJobsRow);
    const page = rows.slice(0, limit);
    return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
  }

  async find(jobId: string): Promise<JobRow | null> {
    const row = await this.database.db.selectFrom('jobs').select(COLUMNS).where('id', '=', jobId).executeTakeFirst();
    return row ? fromJobsRow(row) : null;
  }
}
