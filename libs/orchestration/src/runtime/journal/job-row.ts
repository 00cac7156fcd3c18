import type { JobState } from '../../core/model/state';
import { wakeTime } from '../../core/pending-effects';
import { waitingAtStep } from '../../core/queries/waiting';
import type { JobRow } from '../../ports/journal.port';

/** The row of the list that a state amounts to. */
export function rowOf(state: JobState): JobRow {
  const waitingFor = waitingAtStep(state);
  const { id, plan, status, createdAt, submittedBy, definition, endedAt, failure } = state;
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
    waitingFor,
    rest: waitingFor && { since: state.updatedAt, until: wakeTime(state), version: state.version },
    error: failure && { task: failure.task, code: failure.code, message: failure.message },
  };
}
