import { pendingApproval } from '../../core/queries/pending-approval';
import type { JobState } from '../../core/model/state';
import { waitingForApproval } from '../../core/queries/waiting';
import type { JobRow } from '../../ports/journal.port';

/** The row of the list that a state amounts to. */
export function rowOf(state: JobState): JobRow {
  const { id, plan, status, createdAt, submittedBy, definition, endedAt, failure } = state;
  const gate = pendingApproval(state);
  return {
    id,
    name: plan.name,
    status,
    createdAt,
    submittedBy,
    labels: plan.labels,
    definition,
    completedAt: endedAt,
    steps: plan.steps.length,
    waitingFor: gate && waitingForApproval(gate),
    error: failure && { task: failure.task, code: failure.code, message: failure.message },
  };
}
