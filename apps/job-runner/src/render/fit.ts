import type { JobView } from '#contract';
import { jobTree, type TreeOptions } from './job-tree';

/** The tree in a limited number of lines: finished steps shrink first; then it is cut after what is active. */
export function fittedTree(job: JobView, options: TreeOptions, rows: number): string[] {
  const whole = jobTree(job, options);
  if (whole.length <= rows) return whole;
  const small = jobTree(job, { ...options, verbose: false, collapse: true });
  if (small.length <= rows) return small;
  const busy = jobTree(busyPart(job), { ...options, verbose: false, collapse: true });
  return [...busy.slice(0, rows - 1), options.paint('quiet', `… ${job.steps.length} steps in all`)];
}

function busyPart(job: JobView): JobView {
  const first = job.steps.findIndex(({ status }) => ['running', 'reverting', 'waiting'].includes(status));
  return first < 0 ? job : { ...job, steps: job.steps.slice(first) };
}
