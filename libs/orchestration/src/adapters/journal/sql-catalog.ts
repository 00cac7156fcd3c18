import { OPEN_STATUSES } from '#contract/pure';
import { Inject, Injectable } from '@nestjs/common';
import { PlatformError } from '#contract';
import { type Database, DATABASE } from '#storage';
import type { Catalog, JobFilter, JobPage, Submission } from '../../ports/catalog.port';
import type { JobStatus } from '../../core/model/state';
import type { JobRow } from '../../ports/journal.port';
import { fromJobsRow } from './job-rows';
import type { JournalSchema } from '../database/schema';

const COLUMNS = [
  'id',
  'name',
  'status',
  'created_at',
  'completed_at',
  'steps',
  'error',
  'submitted_by',
  'definition',
  'definition_version',
  'waiting',
] as const;

const UNFINISHED: readonly JobStatus[] = [...OPEN_STATUSES, 'needs-attention'];

@Injectable()
export class SqlCatalog implements Catalog {
  constructor(@Inject(DATABASE) private readonly database: Database<JournalSchema>) {}

  async list(filter: JobFilter): Promise<JobPage> {
    const { status, limit } = filter;
    // One query per status: no index orders the jobs of several statuses by time.
    const lists = await Promise.all([...new Set(status ?? [null])].map((one) => this.newest(one, filter)));
    const rows = lists.length === 1 ? lists[0]! : lists.flat().sort(newestFirst);
    const page = rows.slice(0, limit);
    return { rows: page, next: rows.length > limit ? encodeCursor(page.at(-1)) : null };
  }

  /** One more than a page: it tells whether there is a next one. */
  private async newest(
    status: string | null,
    { name, submittedBy, definition, waitingFor, since, until, limit, cursor }: JobFilter,
  ): Promise<JobRow[]> {
    let query = this.database.db
      .selectFrom('jobs')
      .select(COLUMNS)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (status !== null) query = query.where('status', '=', status);
    if (name !== undefined) query = query.where('name', '=', name);
    if (submittedBy !== undefined) query = query.where('submitted_by', '=', submittedBy);
    if (definition !== undefined) query = query.where('definition', '=', definition);
    if (waitingFor !== undefined) query = query.where('waits_for', '=', waitingFor);
    if (since !== undefined) query = query.where('created_at', '>=', since);
    if (until !== undefined) query = query.where('created_at', '<=', until);
    const place = cursor === undefined ? null : decodeCursor(cursor);
    if (place) {
      const { createdAt, id } = place;
      query = query.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(createdAt, id)));
    }
    return (await query.execute()).map(fromJobsRow);
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

function newestFirst(a: JobRow, b: JobRow): number {
  return b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);
}

function encodeCursor(last: JobRow | undefined): string | null {
  return last ? Buffer.from(`${last.createdAt} ${last.id}`).toString('base64url') : null;
}

/** @throws PlatformError `invalid-request` if this platform did not issue it */
function decodeCursor(cursor: string): { createdAt: number; id: string } {
  const [, createdAt, id] = /^(\d{1,15}) ([\x21-\x7e]{1,64})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (createdAt !== undefined && id !== undefined) return { createdAt: Number(createdAt), id };
  const message = 'expected a cursor from the Link header of the page before';
  throw new PlatformError('invalid-request', `cursor: ${message}`, { errors: [{ pointer: '/cursor', message }] });
}
