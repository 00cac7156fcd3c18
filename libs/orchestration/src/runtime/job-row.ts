import type { JobState } from '../core/state';
import type { JobRow } from '../ports/journal.port';

/** The row of the list that a state amounts to. */
export function rowOf(state: JobState): JobRow {
  const { id, plan, status, createdAt, submittedBy, endedAt, failure } = state;
  return {
    id,
    name: plan.name,
    status,
    createdAt,
    submittedBy,
    completedAt: endedAt,
    steps: plan.steps.length,
    error: failure && { task: failure.task, code: failure.code, message: failure.message },
  };
}
