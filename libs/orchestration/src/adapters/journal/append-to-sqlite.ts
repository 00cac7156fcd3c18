import { CompiledQuery, type Transaction } from 'kysely';
import { labelTexts } from '#contract/pure';
import type { JobRow, JournalEntry } from '../../ports/journal.port';
import type { Append } from './append';
import { toJobsRow } from '../database/job-rows';
import { encodeRecords, type JournalRecord } from './record-format';
import type { JobsTable, JournalSchema } from '../database/schema';

interface Encoded {
  readonly entry: JournalEntry;
  readonly record: JournalRecord;
}

/** An entry of a batch cannot be written; writing each alone shows which one. */
class BatchRefused extends Error {}

/** All entries in one transaction. The file belongs to this process alone, so no fencing is needed. */
export const appendToSqlite: Append = async (database, entries) => {
  const all = (batch: readonly Encoded[]) => database.commit((trx) => insert(trx, batch));
  // Before the transaction, which makes all other writes wait.
  const records = await encodeRecords(entries);
  const encoded = entries.map((entry, index) => ({ entry, record: records[index]! }));
  try {
    await all(encoded);
    return entries.map(() => true);
  } catch (error) {
    if (!(error instanceof BatchRefused)) throw error;
  }
  const written: boolean[] = [];
  for (const one of encoded) written.push(await all([one]).then(() => true, refused));
  return written;
};

function refused(error: unknown): false {
  if (error instanceof BatchRefused) return false;
  throw error;
}

/** Constant SQL is compiled once, by the database too; building it costs more than running it. */
const INSERT_RECORD = `insert into journal (job_id, first_seq, format, events) values (?, ?, ?, ?)
  on conflict do nothing`;
const INSERT_JOB = `insert into jobs (
    id, name, status, created_at, completed_at, steps, error, submission_key, fingerprint, submitted_by, definition,
    definition_version, waits_for, waiting, labels, due_at, rests_since, rests_version
  ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`;
const INSERT_LABEL = `insert into job_labels (label, created_at, job_id) values (?, ?, ?)`;
const UPDATE_JOB = `update jobs set status = ?, completed_at = ?, error = ?, waits_for = ?, waiting = ?, due_at = ?,
  rests_since = ?, rests_version = ? where id = ?`;

async function insert(trx: Transaction<JournalSchema>, batch: readonly Encoded[]): Promise<void> {
  for (const { entry, record } of batch) {
    const { jobId, expectedVersion, row, submission } = entry;
    if (row) await writeRow(trx, toJobsRow(row, submission, null), expectedVersion === 0);
    if (row && expectedVersion === 0) await writeLabels(trx, row);
    await insertOne(trx, INSERT_RECORD, [jobId, expectedVersion + 1, record.format, record.events]);
  }
}

async function writeRow(trx: Transaction<JournalSchema>, row: JobsTable, isNew: boolean): Promise<void> {
  const { id, status, completed_at, error, waits_for, waiting, due_at, rests_since, rests_version } = row;
  const rest = [due_at, rests_since, rests_version];
  if (!isNew) {
    await trx.executeQuery(
      CompiledQuery.raw(UPDATE_JOB, [status, completed_at, error, waits_for, waiting, ...rest, id]),
    );
    return;
  }
  const { name, created_at, steps, submission_key, fingerprint, submitted_by, definition, definition_version } = row;
  await insertOne(trx, INSERT_JOB, [
    id,
    name,
    status,
    created_at,
    completed_at,
    steps,
    error,
    submission_key,
    fingerprint,
    submitted_by,
    definition,
    definition_version,
    waits_for,
    waiting,
    row.labels,
    ...rest,
  ]);
}

/** A job's labels never change. */
async function writeLabels(trx: Transaction<JournalSchema>, { id, createdAt, labels }: JobRow): Promise<void> {
  for (const label of labelTexts(labels)) await insertOne(trx, INSERT_LABEL, [label, createdAt, id]);
}

async function insertOne(trx: Transaction<JournalSchema>, text: string, values: unknown[]): Promise<void> {
  const { numAffectedRows } = await trx.executeQuery(CompiledQuery.raw(text, values));
  if (numAffectedRows !== 1n) throw new BatchRefused();
}
