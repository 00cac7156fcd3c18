import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { JobFilter } from '../../ports/catalog.port';
import type { ListedJob } from '../../ports/journal.port';
import { fromJobsRow, type ListedColumns } from '../database/job-rows';
import type { JournalSchema } from '../database/schema';
import { newestFirst, type ListPlace } from './cursor';

/** A part of the list: jobs of a period, after the last one of the page before. */
export interface Range {
  /** Milliseconds since the Unix epoch, inclusive. */
  readonly since?: number;
  readonly until?: number;
  readonly after: ListPlace | null;
}

/** An index whose jobs are in the order of the list: a page of it costs the same wherever it begins. */
export interface JobIndex {
  newest(range: Range, limit: number): Promise<ListedJob[]>;
  /** How many of the newest there are, up to `limit`, and since when. */
  density(range: Range, limit: number): Promise<Density>;
}

/** Of two indexes that both have as many jobs as were counted, the one whose jobs are further apart selects fewer of a period. */
export interface Density {
  readonly count: number;
  /** When the oldest of them was made; 0 where there is none. */
  readonly since: number;
}

/** The indexes that hold all the jobs a filter selects; at least one. */
export function indexesFor(db: Kysely<JournalSchema>, filter: JobFilter): JobIndex[] {
  const { status, name, submittedBy, definition, waitingFor, labels = [] } = filter;
  const columns = Object.entries({ name, submitted_by: submittedBy, definition, waits_for: waitingFor });
  const indexes = [
    ...columns.flatMap(([column, value]) => (value === undefined ? [] : [indexOf(db, column, value)])),
    ...labels.map((label) => new SqlIndex(db, entriesOfLabel(label))),
    // No index orders the jobs of several statuses by time.
    ...(status ? [new MergedIndexes([...new Set(status)].map((one) => indexOf(db, 'status', one)))] : []),
  ];
  return indexes.length > 0 ? indexes : [new SqlIndex(db, ALL)];
}

const COLUMNS = sql`jobs.id, name, status, jobs.created_at, completed_at, steps, error, submitted_by, labels, definition,
  definition_version, waiting`;

/** Those of these jobs that there are, in no order. */
export async function jobsOf(db: Kysely<JournalSchema>, jobIds: readonly string[]): Promise<ListedJob[]> {
  const { rows } = await sql<ListedColumns>`select ${COLUMNS} from jobs where id in (${sql.join(jobIds)})`.execute(db);
  return rows.map(fromJobsRow);
}

/** The entries of an index for one value, and the columns that order them. */
interface Entries {
  readonly table: RawBuilder<unknown>;
  /** The table, with the jobs of its entries. */
  readonly from: RawBuilder<unknown>;
  readonly value: RawBuilder<unknown>;
  readonly time: RawBuilder<unknown>;
  readonly id: RawBuilder<unknown>;
}

const ALL: Entries = {
  table: sql`jobs`,
  from: sql`jobs`,
  value: sql`1 = 1`,
  time: sql`jobs.created_at`,
  id: sql`jobs.id`,
};

function indexOf(db: Kysely<JournalSchema>, column: string, value: string): JobIndex {
  return new SqlIndex(db, { ...ALL, value: sql`${sql.ref(`jobs.${column}`)} = ${value}` });
}

function entriesOfLabel(label: string): Entries {
  return {
    table: sql`job_labels`,
    from: sql`job_labels join jobs on jobs.id = job_labels.job_id`,
    value: sql`job_labels.label = ${label}`,
    time: sql`job_labels.created_at`,
    id: sql`job_labels.job_id`,
  };
}

class SqlIndex implements JobIndex {
  constructor(
    private readonly db: Kysely<JournalSchema>,
    private readonly entries: Entries,
  ) {}

  async newest(range: Range, limit: number): Promise<ListedJob[]> {
    const { from, time, id } = this.entries;
    const { rows } = await sql<ListedColumns>`
      select ${COLUMNS} from ${from} where ${this.within(range)} order by ${time} desc, ${id} desc limit ${limit}`.execute(
      this.db,
    );
    return rows.map(fromJobsRow);
  }

  async density(range: Range, limit: number): Promise<Density> {
    const { table, time, id } = this.entries;
    const { rows } = await sql<Density>`select count(*) as count, coalesce(min(made_at), 0) as since from (
      select ${time} as made_at from ${table} where ${this.within(range)}
      order by ${time} desc, ${id} desc limit ${limit}) as newest`.execute(this.db);
    // PostgreSQL gives a bigint as text.
    return { count: Number(rows[0]?.count), since: Number(rows[0]?.since) };
  }

  private within({ since, until, after }: Range): RawBuilder<unknown> {
    const { value, time, id } = this.entries;
    return sql.join(
      [
        value,
        ...(since === undefined ? [] : [sql`${time} >= ${since}`]),
        ...(until === undefined ? [] : [sql`${time} <= ${until}`]),
        ...(after === null ? [] : [sql`(${time}, ${id}) < (${after.createdAt}, ${after.id})`]),
      ],
      sql` and `,
    );
  }
}

class MergedIndexes implements JobIndex {
  constructor(private readonly parts: readonly JobIndex[]) {}

  async newest(range: Range, limit: number): Promise<ListedJob[]> {
    const lists = await Promise.all(this.parts.map((part) => part.newest(range, limit)));
    return lists.length === 1 ? lists[0]! : lists.flat().sort(newestFirst).slice(0, limit);
  }

  async density(range: Range, limit: number): Promise<Density> {
    const all = await Promise.all(this.parts.map((part) => part.density(range, limit)));
    const count = all.reduce((total, part) => total + part.count, 0);
    // No part is denser than the one whose jobs are the newest.
    return { count: Math.min(count, limit), since: Math.max(0, ...all.map(({ since }) => since)) };
  }
}
