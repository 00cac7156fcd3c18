import { OPEN_STATUSES } from '#contract/pure';
import { Inject, Injectable } from '@nestjs/common';
import { type Database, DATABASE } from '#storage';
import type { Catalog, JobFilter, JobPage, Submission } from '../../ports/catalog.port';
import type { JobStatus } from '../../core/model/state';
import type { ListedJob } from '../../ports/journal.port';
import { decodeCursor, encodeCursor } from './cursor';
import { type Density, indexesFor, jobsOf, type JobIndex, type Range } from './job-indexes';
import { isSelected } from './is-selected';
import type { JournalSchema } from '../database/schema';

const UNFINISHED: readonly JobStatus[] = [...OPEN_STATUSES, 'needs-attention'];

/** Rows read at once, and in all for one page: what most rows of an index do not match is looked for over several pages. */
const CHUNK = 500;
const MOST_LOOKED_AT = 5_000;
/** So many jobs of each index tell how rare they are. */
const RARE = 1_000;

@Injectable()
export class SqlCatalog implements Catalog {
  constructor(@Inject(DATABASE) private readonly database: Database<JournalSchema>) {}

  async list(filter: JobFilter): Promise<JobPage> {
    const { since, until, limit, cursor } = filter;
    const range: Range = { since, until, after: cursor === undefined ? null : decodeCursor(cursor) };
    const indexes = indexesFor(this.database.db, filter);
    const index = await rarest(indexes, range);
    const isExact = indexes.length === 1 && filter.text === undefined;
    // One more than a page: it tells whether there is a next one.
    const chunk = isExact ? limit + 1 : Math.max(limit + 1, CHUNK);
    const found: ListedJob[] = [];
    for (let { after } = range, looked = 0; ; looked += chunk) {
      const rows = await index.newest({ ...range, after }, chunk);
      found.push(...rows.filter((row) => isSelected(row, filter)));
      if (found.length > limit) return { rows: found.slice(0, limit), next: encodeCursor(found[limit - 1]!) };
      after = rows.at(-1) ?? null;
      if (rows.length < chunk || after === null) return { rows: found, next: null };
      if (looked + chunk >= MOST_LOOKED_AT) return { rows: found, next: encodeCursor(after) };
    }
  }

  async find(jobIds: readonly string[]): Promise<ListedJob[]> {
    const found: ListedJob[] = [];
    for (let from = 0; from < jobIds.length; from += CHUNK) {
      found.push(...(await jobsOf(this.database.db, jobIds.slice(from, from + CHUNK))));
    }
    return found;
  }

  async countOpen(): Promise<ReadonlyMap<JobStatus, number>> {
    const rows = await this.database.db
      .selectFrom('jobs')
      .select(({ fn }) => ['status', fn.countAll().as('count')])
      .where('status', 'in', UNFINISHED)
      .groupBy('status')
      .execute();
    const counts = new Map(rows.map(({ status, count }) => [status, Number(count)]));
    return new Map(UNFINISHED.map((status) => [status, counts.get(status) ?? 0]));
  }

  async findSubmission(key: string): Promise<Submission | null> {
    const row = await this.database.db
      .selectFrom('jobs')
      .select(['id', 'fingerprint'])
      .where('submission_key', '=', key)
      .executeTakeFirst();
    return row ? { jobId: row.id, fingerprint: row.fingerprint } : null;
  }
}

/** The index with the fewest jobs of the range: all others narrow it down less. */
async function rarest(indexes: readonly JobIndex[], range: Range): Promise<JobIndex> {
  const [only, ...others] = indexes;
  if (others.length === 0) return only!;
  const densities = await Promise.all(indexes.map(async (index) => ({ index, ...(await index.density(range, RARE)) })));
  return densities.reduce((one, other) => (isRarer(other, one) ? other : one)).index;
}

function isRarer(one: Density, other: Density): boolean {
  return one.count < other.count || (one.count === other.count && one.since < other.since);
}
