import { Inject, Injectable } from '@nestjs/common';
import { type BulkAction, type BulkFilter, type FieldFault, faultAt, MAX_BULK_JOBS, PlatformError } from '#contract';
import { type Catalog, CATALOG, type JobFilter, type ListedJob } from '#orchestration';
import { type Principal, readTime } from '#platform';
import { visibleOwner } from '../views/job-visibility';

/** What is looked at when more jobs are meant than may be: so many are counted. */
const MOST_COUNTED = 100_000;
const PAGE = 1_000;

/** The jobs that a request names or selects, as far as the caller may see them. */
export interface Selection {
  readonly rows: readonly ListedJob[];
  /** Ids of which there is no job. */
  readonly missing: readonly string[];
}

@Injectable()
export class BulkSelection {
  constructor(@Inject(CATALOG) private readonly catalog: Catalog) {}

  /** @throws PlatformError `unprocessable` where too many are meant, or times cannot be read */
  async of({ ids, filter }: BulkAction, caller: Principal | null): Promise<Selection> {
    const owner = visibleOwner(caller);
    if (ids === undefined)
      return { rows: await this.selected({ ...toFilter(filter), submittedBy: owner }), missing: [] };
    const named = [...new Set(ids)];
    if (named.length > MAX_BULK_JOBS) throw tooMany('/ids', String(named.length));
    const found = await this.catalog.find(named);
    const rows = new Map(found.filter(({ submittedBy }) => owner === undefined || submittedBy === owner).map(byId));
    return {
      rows: named.flatMap((id) => rows.get(id) ?? []),
      missing: named.filter((id) => !rows.has(id)),
    };
  }

  private async selected(filter: Omit<JobFilter, 'limit'>): Promise<ListedJob[]> {
    const rows: ListedJob[] = [];
    let count = 0;
    for (let cursor: string | undefined; ;) {
      const page = await this.catalog.list({ ...filter, limit: PAGE, ...(cursor !== undefined && { cursor }) });
      count += page.rows.length;
      if (count <= MAX_BULK_JOBS) rows.push(...page.rows);
      if (page.next === null) break;
      if (count >= MOST_COUNTED) throw tooMany('/filter', `more than ${count}`, count);
      cursor = page.next;
    }
    if (count > MAX_BULK_JOBS) throw tooMany('/filter', String(count), count);
    return rows;
  }
}

function byId(row: ListedJob): [string, ListedJob] {
  return [row.id, row];
}

function toFilter({ status, label, name, definition, since, until }: BulkFilter = {}): Omit<JobFilter, 'limit'> {
  const faults: FieldFault[] = [];
  const time = (member: 'since' | 'until', text: string | undefined) => {
    try {
      return text === undefined ? {} : { [member]: readTime(member, text) };
    } catch {
      faults.push(
        faultAt(['filter', member], 'expected a time such as 2026-01-31T00:00:00Z, or a day such as 2026-01-31'),
      );
      return {};
    }
  };
  const filter = {
    ...(status !== undefined && { status }),
    ...(label !== undefined && { labels: label }),
    ...(name !== undefined && { name }),
    ...(definition !== undefined && { definition }),
    ...time('since', since),
    ...time('until', until),
  };
  if (faults.length > 0) throw new PlatformError('unprocessable', 'The filter is not valid', { errors: faults });
  return filter;
}

function tooMany(pointer: string, count: string, exactly?: number): PlatformError {
  const message = `expected at most ${MAX_BULK_JOBS} jobs: these are ${count}`;
  const extra = exactly === undefined ? {} : { count: exactly };
  return new PlatformError('unprocessable', message, { errors: [{ pointer, message }], extra });
}
