import type { JobView } from '#contract';
import type { Paint, Tone } from './paint';

const TONES: Readonly<Record<string, Tone>> = {
  completed: 'good',
  failed: 'bad',
  killed: 'bad',
  'needs-attention': 'bad',
};

/** The closing lines of a job, and what can be done next. */
export function endingLines(job: JobView, paint: Paint): string[] {
  const end = paint(TONES[job.status] ?? 'odd', `${job.name ?? job.id}: ${verdict(job)}`);
  // The cause first: the reason of the first failure, then what was done about it.
  const lines = job.error ? [`${job.error.task === undefined ? '' : `${job.error.task}: `}${job.error.message}`] : [];
  if (job.completedAt !== undefined) lines.push(end);
  lines.push(...job.warnings.map((warning) => paint('odd', `  warning: ${warning}`)));
  if (job.openEffects.length > 0) lines.push(...openEffectLines(job));
  for (const { task, reason } of job.nothingToUndo ?? []) lines.push(paint('odd', `  ${task}: ${reason}`));
  if (job.sharedStateURL !== undefined) lines.push(paint('quiet', `  state: ${job.sharedStateURL}`));
  return lines;
}

function verdict(job: JobView): string {
  switch (job.status) {
    case 'completed':
      return 'completed';
    case 'failed':
      return `failed; ${undone(job)}`;
    case 'cancelled':
      return `cancelled${job.cancelReason === undefined ? '' : ` (${job.cancelReason})`}; ${undone(job)}`;
    case 'reverted':
      return reverted(job);
    case 'needs-attention':
      return 'needs attention; not everything could be undone';
    case 'killed':
      return 'killed; what had been done was left as it is';
    default:
      return job.status;
  }
}

/** If a service only says that there was nothing to undo, the task is not reported as undone. */
function undone({ nothingToUndo = [] }: JobView): string {
  return `what had been done is undone${nothingToUndo.length > 0 ? ', but for what follows' : ''}`;
}

/** A revert may have gone back to a step only: the earlier steps still stand. */
function reverted(job: JobView): string {
  const { steps } = job;
  const names = (status: string) => steps.filter((step) => step.status === status).map(({ name }) => name);
  const [first] = names('reverted');
  const standing = names('completed');
  if (first === undefined || standing.length === 0) return `reverted; ${undone(job)}`;
  return `reverted from step ${first} on; what ${standing.join(', ')} did was left as it is`;
}

function openEffectLines({ id, openEffects, openEffectCount }: JobView): string[] {
  const first = openEffects[0]?.task ?? '';
  return [
    '  still to be undone:',
    ...openEffects.map(
      ({ task, service, requestId, reason }) => `    ${task} on ${service}: ${reason} (request ${requestId})`,
    ),
    ...(openEffectCount === undefined ? [] : [`    and ${openEffectCount - openEffects.length} more`]),
    `  try again:          job-runner continue ${id}`,
    `  or write one off:   job-runner continue ${id} --skip ${first} --reason "…"`,
  ];
}
