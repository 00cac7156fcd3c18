import type { JobView } from '#contract';
import { quoted } from './quoted';

/** What an operator can do about a job that paused because tasks failed: a line for each of them, and one for what to do. */
export function pauseLines({ id, pausedBecause }: JobView): string[] {
  if (pausedBecause === undefined) return [];
  const { failures, failureCount = failures.length, task: first } = pausedBecause;
  const more = failureCount - failures.length;
  const [again, skip, cancel] = [
    `job-runner continue ${id}`,
    `job-runner continue ${id} --skip ${quoted(first)} --reason "…"`,
    `job-runner cancel ${id}`,
  ];
  return [
    ...failures.map(({ task, error }) => `paused: ${task} failed: ${error.message}`),
    ...(more > 0 ? [`paused: and ${more} more failed`] : []),
    `try again: ${again}; or go on without it: ${skip}; or undo the job: ${cancel}`,
  ];
}
