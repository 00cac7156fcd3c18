import type { Transaction } from 'kysely';
import type { JournalEntry } from '../../ports/journal.port';
import type { Append } from './append';
import { toJobsRow } from './job-rows';
import { RECORD_FORMAT } from './record-format';
import type { JournalSchema } from './schema';

/** Some entry of a batch cannot be written; which one shows when each is written alone. */
class BatchRefused extends Error {}

/** All entries in one transaction. The file belongs to this process alone, so there is nobody to be fenced off by. */
export const appendToSqlite: Append = async (database, entries) => {
  const all = (batch: readonly JournalEntry[]) => database.commit((trx) => insert(trx, batch));
  try {
    await all(entries);
    return entries.map(() => true);
  } catch (error) {
    if (!(error instanceof BatchRefused)) throw error;
  }
  const written: boolean[] = [];
  for (const entry of entries) written.push(await all([entry]).then(() => true, refused));
  return written;
};

function refused(error: unknown): false {
  if (error instanceof BatchRefused) return false;
  throw error;
}

async function insert(trx: Transaction<JournalSchema>, entries: readonly JournalEntry[]): Promise<void> {
  await insertNewJobs(trx, entries);
  await updateRows(trx, entries);
  const records = entries.map(({ jobId, expectedVersion, events }) => ({
    job_id: jobId,
    first_seq: expectedVersion + 1,
    format: RECORD_FORMAT,
    events: JSON.stringify(events),
    owner: null,
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
    expectedVersion === 0 && row ? [toJobsRow(row, submission, null)] : [],
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
    const { status, completed_at, error } = toJobsRow(row, null, null);
    await trx.updateTable('jobs').set({ status, completed_at, error }).where('id', '=', row.id).execute();
  }
}
