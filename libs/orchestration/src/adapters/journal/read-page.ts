import { sql } from 'kysely';
import type { Database } from '#storage';
import type { JournalPage } from '../../ports/journal.port';
import { decodeRecords, type JournalRecord } from './record-format';
import type { JournalSchema } from '../database/schema';

/** A page ends with the record that reaches this size: decoding and replaying it takes a few milliseconds. */
const PAGE_BYTES = 256 * 1024;
const PAGE_RECORDS = 500;

interface Row extends JournalRecord {
  readonly first_seq: number;
  readonly bytes: number;
  readonly newest: number;
}

/** The records from the one that holds event `after + 1`. Sizes are read without the records. */
export async function readPage({ db }: Database<JournalSchema>, jobId: string, after: number): Promise<JournalPage> {
  const { rows } = await sql<Row>`
    with sizes as (
      select first_seq, octet_length(events) as bytes from journal
      where job_id = ${jobId} and first_seq >= coalesce(
        (select max(first_seq) from journal where job_id = ${jobId} and first_seq <= ${after + 1}), 0)
      order by first_seq limit ${sql.lit(PAGE_RECORDS)}
    ), page as (
      select first_seq, bytes, sum(bytes) over (order by first_seq) - bytes as ahead from sizes
    )
    select journal.first_seq, format, events, bytes, (select max(first_seq) from sizes) as newest
    from page join journal on journal.job_id = ${jobId} and journal.first_seq = page.first_seq
    where ahead < ${sql.lit(PAGE_BYTES)} order by journal.first_seq`.execute(db);
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) return { events: [], bytes: 0, more: false };
  const events = decodeRecords(jobId, rows, Math.min(first.first_seq - 1, after));
  return {
    events: events.filter(({ seq }) => seq > after),
    bytes: rows.reduce((total, { bytes }) => total + bytes, 0),
    more: last.first_seq < last.newest || rows.length === PAGE_RECORDS,
  };
}
