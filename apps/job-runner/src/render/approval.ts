import type { JobView } from '#contract';

/** What job-control calls it when a step waits for a person. */
const APPROVAL = 'an approval';

/** What a person can do about a job that waits for one. */
export function approvalHint({ id, steps }: JobView): string | undefined {
  if (!steps.some(({ waitingFor }) => waitingFor === APPROVAL)) return undefined;
  return `it waits for you: job-runner approve ${id}, or job-runner reject ${id}`;
}
