import type { Transaction } from 'kysely';
import type { Database } from '#storage';
import type { RecordedEvent } from '../../core/events';
import type { Appended, Journal, JournalEntry } from '../../ports/journal.port';
import { toJobsRow } from './job-rows';
import { decodeRecords, RECORD_FORMAT } from './record-format';
import type { JournalSchema } from './schema';

const OPEN = ['accepted', 'running', 'paused', 'reverting'] as const;
/** Whoever was killed or needs attention may still have effects that somebody has to look at. */
const SETTLED = ['completed', 'failed', 'cancelled', 'reverted'] as const;

/** Some entry of a batch cannot be written; which one shows when each is written alone. */
class BatchRefused extends Error {}

export class SqlJournal implements Journal {
  constructor(private readonly database: Database<JournalSchema>) {}

  async append(entries: readonly JournalEntry[]): Promise<readonly Appended[]> {
    try {
      await this.database.commit((trx) => appendAll(trx, entries));
      return entries.map(() => 'ok');
    } catch (error) {
      if (!(error instanceof BatchRefused)) throw error;
      return this.appendEach(entries);
    }
  }

  async read(jobId: string): Promise<RecordedEvent[]> {
    const records = await this.database.db
      .selectFrom('journal')
      .select(['format', 'events'])
      .where('job_id', '=', jobId)
      .orderBy('first_seq')
      .execute();
    return decodeRecords(jobId, records);
  }

  async openJobs(): Promise<string[]> {
    const rows = await this.database.db
      .selectFrom('jobs')
      .select('id')
      .where('status', 'in', OPEN)
      .orderBy('id')
      .execute();
    return rows.map(({ id }) => id);
  }

  async settledBefore(time: number, limit: number): Promise<string[]> {
    const rows = await this.database.db
      .selectFrom('jobs')
      .select('id')
      .where('status', 'in', SETTLED)
      .where('completed_at', '<', time)
      .orderBy('completed_at')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  async delete(jobIds: readonly string[]): Promise<void> {
    await this.database.commit(async (trx) => {
      await trx.deleteFrom('journal').where('job_id', 'in', jobIds).execute();
      await trx.deleteFrom('jobs').where('id', 'in', jobIds).execute();
    });
  }

  private async appendEach(entries: readonly JournalEntry[]): Promise<Appended[]> {
    const results: Appended[] = [];
    for (const entry of entries) results.push(await this.appendOne(entry));
    return results;
  }

  private async appendOne(entry: JournalEntry): Promise<Appended> {
    const earlier = await this.earlierSubmission(entry);
    if (earlier !== null) return earlier;
    try {
      await this.database.commit((trx) => appendAll(trx, [entry]));
      return 'ok';
    } catch (error) {
      if (!(error instanceof BatchRefused)) throw error;
      return (await this.earlierSubmission(entry)) ?? ((await this.isOurs(entry)) ? 'ok' : 'conflict');
    }
  }

  /** A write whose commit went unanswered, and that took all the same. */
  private async isOurs({ jobId, expectedVersion, events }: JournalEntry): Promise<boolean> {
    const record = await this.database.db
      .selectFrom('journal')
      .select('events')
      .where('job_id', '=', jobId)
      .where('first_seq', '=', expectedVersion + 1)
      .executeTakeFirst();
    return record?.events === JSON.stringify(events);
  }

  private async earlierSubmission({ submission }: JournalEntry): Promise<Appended | null> {
    if (submission === null) return null;
    const earlier = await this.database.db
      .selectFrom('jobs')
      .select(['id', 'fingerprint'])
      .where('submission_key', '=', submission.key)
      .executeTakeFirst();
    return earlier ? { duplicateOf: earlier.id, sameBody: earlier.fingerprint === submission.fingerprint } : null;
  }
}

async function appendAll(trx: Transaction<JournalSchema>, entries: readonly JournalEntry[]): Promise<void> {
  await insertNewJobs(trx, entries);
  await updateRows(trx, entries);
  const records = entries.map(({ jobId, expectedVersion, events }) => ({
    job_id: jobId,
    first_seq: expectedVersion + 1,
    format: RECORD_FORMAT,
    events: JSON.stringify(events),
  }));
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('journal')
    .values(records)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (Number(numInsertedOrUpdatedRows) !== records.length) throw new BatchRefused();
}

async function insertNewJobs(trx: Transaction<JournalSchema>, entries: readonly JournalEntry[]): Promise<void> {
  const rows = entries.flatMap(({ expectedVersion, row, submission }) =>
    expectedVersion === 0 && row ? [toJobsRow(row, submission)] : [],
  );
  if (rows.length === 0) return;
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('jobs')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (Number(numInsertedOrUpdatedRows) !== rows.length) throw new BatchRefused();
}

async function updateRows(trx: Transaction<JournalSchema>, entries: readonly JournalEntry[]): Promise<void> {
  for (const { expectedVersion, row } of entries) {
    if (expectedVersion === 0 || row === null) continue;
    const { status, completed_at, error } = toJobsRow(row, null);
    await trx.updateTable('jobs').set({ status, completed_at, error }).where('id', '=', row.id).execute();
  }
}
