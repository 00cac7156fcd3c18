import type { JobStatus } from '../../core/model/state';
import type { JobRow, ListedJob, SubmissionKey } from '../../ports/journal.port';
import type { JobsTable } from './schema';

export function toJobsRow(row: JobRow, submission: SubmissionKey | null, owner: string | null): JobsTable {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    created_at: row.createdAt,
    completed_at: row.completedAt,
    steps: row.steps,
    error: row.error && JSON.stringify(row.error),
    submission_key: submission?.key ?? null,
    fingerprint: submission?.fingerprint ?? null,
    submitted_by: row.submittedBy,
    labels: Object.keys(row.labels).length > 0 ? JSON.stringify(row.labels) : null,
    ...columnsOf(row.definition),
    ...waitColumns(row),
    owner,
  };
}

/** What a list reads of a job. */
export type ListedColumns = Omit<
  JobsTable,
  'submission_key' | 'fingerprint' | 'owner' | 'waits_for' | 'due_at' | 'rests_since' | 'rests_version'
>;

export function fromJobsRow(row: ListedColumns): ListedJob {
  return {
    id: row.id,
    name: row.name,
    status: row.status as JobStatus,
    // PostgreSQL gives a bigint as text.
    createdAt: Number(row.created_at),
    completedAt: row.completed_at === null ? null : Number(row.completed_at),
    submittedBy: row.submitted_by,
    labels: row.labels === null ? {} : (JSON.parse(row.labels) as JobRow['labels']),
    definition: definitionOf(row),
    steps: row.steps,
    waitingFor: row.waiting === null ? null : (JSON.parse(row.waiting) as JobRow['waitingFor']),
    error: row.error === null ? null : (JSON.parse(row.error) as JobRow['error']),
  };
}

type WaitColumns = Pick<JobsTable, 'waits_for' | 'waiting' | 'due_at' | 'rests_since' | 'rests_version'>;

function waitColumns({ waitingFor, rest }: JobRow): WaitColumns {
  return {
    waits_for: waitingFor?.kind ?? null,
    waiting: waitingFor && JSON.stringify(waitingFor),
    due_at: rest?.until ?? null,
    rests_since: rest?.since ?? null,
    rests_version: rest?.version ?? null,
  };
}

function columnsOf(definition: JobRow['definition']): Pick<JobsTable, 'definition' | 'definition_version'> {
  return { definition: definition?.name ?? null, definition_version: definition?.version ?? null };
}

function definitionOf({ definition, definition_version }: Pick<JobsTable, 'definition' | 'definition_version'>) {
  return definition === null || definition_version === null ? null : { name: definition, version: definition_version };
}
