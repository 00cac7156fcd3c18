import { labelTexts, OPEN_STATUSES } from '#contract/pure';
import { sql } from 'kysely';
import type { JobRow, JournalEntry } from '../../ports/journal.port';
import { OwnershipLost } from '../../ports/ownership.port';
import type { Append } from './append';
import { toJobsRow } from '../database/job-rows';
import type { JobsTable } from '../database/schema';
import { encodeRecords, type JournalRecord } from './record-format';

interface Outcome {
  readonly fenced: boolean;
  readonly written: string[];
}

/**
 * All entries in one statement, hence in one round trip and one commit. It holds this replica's row while it writes:
 * declaring the replica dead waits for the commit, and without its row nothing is written any more.
 * Only its owner writes to an open job; to one that has ended, the first replica.
 */
export const appendToPostgres: Append = async ({ db }, entries, owner) => {
  const { rows } = await statement(entries, await encodeRecords(entries), owner).execute(db);
  const [{ fenced, written } = { fenced: true, written: [] }] = rows;
  if (fenced) throw new OwnershipLost();
  const there = new Set(written);
  return entries.map(({ jobId }) => there.has(jobId));
};

function statement(entries: readonly JournalEntry[], records: readonly JournalRecord[], owner: string | null) {
  const rows = entries.map(({ row, submission }) => row && toJobsRow(row, submission, owner));
  return sql<Outcome>`
    with fence as materialized (
      select id from replicas where id = ${owner} for key share
    ), entry as materialized (
      select * from unnest(
        ${entries.map(({ jobId }) => jobId)}::text[],
        ${entries.map(({ expectedVersion }) => expectedVersion + 1)}::integer[],
        ${records.map(({ format }) => format)}::integer[],
        ${records.map(({ events }) => events)}::text[],
        ${rowColumns(rows)}
      ) as e (
        job_id, first_seq, format, events, name, status, created_at, completed_at, steps, error, submission_key, fingerprint,
        submitted_by, definition, definition_version, waits_for, waiting, labels, due_at, rests_since, rests_version
      ) where exists (select from fence)
    ), created as (
      insert into jobs (
        id, name, status, created_at, completed_at, steps, error, submission_key, fingerprint, submitted_by, definition,
        definition_version, waits_for, waiting, labels, due_at, rests_since, rests_version, owner
      )
      select
        job_id, name, status, created_at, completed_at, steps, error, submission_key, fingerprint, submitted_by, definition,
        definition_version, waits_for, waiting, labels, due_at, rests_since, rests_version, ${owner}
      from entry where first_seq = 1
      on conflict do nothing returning id
    ), labelled as (
      ${insertLabels(entries)} where job_id in (select id from created)
    ), written as (
      insert into journal (job_id, first_seq, format, events, owner)
      select job_id, first_seq, format, events, ${owner} from entry
      where job_id in (select id from created) or first_seq > 1 and exists (
        select from jobs where id = job_id and (jobs.owner = ${owner} or not jobs.status = any(${OPEN_STATUSES}::text[]))
      )
      on conflict do nothing returning job_id
    ), changed as (
      update jobs set
        status = entry.status, completed_at = entry.completed_at, error = entry.error, waits_for = entry.waits_for,
        waiting = entry.waiting, due_at = entry.due_at, rests_since = entry.rests_since,
        rests_version = entry.rests_version, owner = ${owner}
      from entry join written using (job_id)
      where jobs.id = entry.job_id and entry.first_seq > 1 and entry.status is not null
    )
    select not exists (select from fence) as fenced, array(select job_id from written) as written`;
}

/** Of the rows that are written with the entries, what `unnest` takes. */
function rowColumns(rows: readonly (JobsTable | null)[]) {
  const column = <T>(read: (row: JobsTable) => T) => rows.map((row) => row && read(row));
  return sql`
        ${column(({ name }) => name)}::text[],
        ${column(({ status }) => status)}::text[],
        ${column(({ created_at }) => created_at)}::bigint[],
        ${column(({ completed_at }) => completed_at)}::bigint[],
        ${column(({ steps }) => steps)}::integer[],
        ${column(({ error }) => error)}::text[],
        ${column(({ submission_key }) => submission_key)}::text[],
        ${column(({ fingerprint }) => fingerprint)}::text[],
        ${column(({ submitted_by }) => submitted_by)}::text[],
        ${column(({ definition }) => definition)}::text[],
        ${column(({ definition_version }) => definition_version)}::integer[],
        ${column(({ waits_for }) => waits_for)}::text[],
        ${column(({ waiting }) => waiting)}::text[],
        ${column((row) => row.labels)}::text[],
        ${column((row) => row.due_at)}::bigint[],
        ${column((row) => row.rests_since)}::bigint[],
        ${column((row) => row.rests_version)}::integer[]`;
}

/** A job's labels never change. */
function insertLabels(entries: readonly JournalEntry[]) {
  const labels = entries.flatMap(({ row, expectedVersion }) => (row && expectedVersion === 0 ? labelsOf(row) : []));
  return sql`insert into job_labels (label, created_at, job_id)
    select label, created_at, job_id from unnest(
      ${labels.map(({ label }) => label)}::text[],
      ${labels.map(({ createdAt }) => createdAt)}::bigint[],
      ${labels.map(({ jobId }) => jobId)}::text[]
    ) as l (label, created_at, job_id)`;
}

function labelsOf({ id, createdAt, labels }: JobRow) {
  return labelTexts(labels).map((label) => ({ label, createdAt, jobId: id }));
}
