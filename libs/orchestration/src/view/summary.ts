import type { JobSummary } from '#contract';
import type { ListedJob } from '../ports/journal.port';
import { optional, rfc3339, shownLabels } from './format';
import { toWaitingView } from './waiting-view';

export function toJobSummary(row: ListedJob, baseUrl: string): JobSummary {
  return {
    id: row.id,
    jobId: row.id,
    status: row.status,
    createdAt: rfc3339(row.createdAt) ?? '',
    steps: row.steps,
    href: `${baseUrl}/jobs/${row.id}`,
    rel: 'job',
    ...optional({
      name: row.name,
      waitingFor: row.waitingFor && toWaitingView(row.waitingFor),
      labels: shownLabels(row.labels),
      submittedBy: row.submittedBy,
      definition: row.definition && { ...row.definition },
      completedAt: rfc3339(row.completedAt),
      error: row.error && { code: row.error.code, message: row.error.message, task: row.error.task ?? undefined },
    }),
  };
}
