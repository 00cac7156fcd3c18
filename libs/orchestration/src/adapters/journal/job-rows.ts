import type { JobStatus } from '../../core/state';
import type { JobRow, SubmissionKey } from '../../ports/journal.port';
import type { JobsTable } from '../database/schema';

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
    waits_for: row.waitingFor?.kind ?? null,
    waiting: row.waitingFor && JSON.stringify(row.waitingFor),
    owner,
  };
}

export function fromJobsRow(row: Omit<JobsTable, 'submission_key' | 'fingerprint' | 'owner' | 'waits_for'>): JobRow {
  return {
    id: row.id,
    name: row.name,
    status: row.status as JobStatus,
    // PostgreSQL gives a bigint as text.
    createdAt: Number(row.created_at),
    completedAt: row.completed_at === null ? null : Number(row.completed_at),
    submittedBy: row.submitted_by,
    steps: row.steps,
    waitingFor: row.waiting === null ? null : (JSON.parse(row.waiting) as JobRow['waitingFor']),
    error: row.error === null ? null : (JSON.parse(row.error) as JobRow['error']),
  };
}
