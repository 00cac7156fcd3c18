import type { JobView, WaitingForView } from '#contract';

/** What an operator can do about a job that waits for an approval. */
export function approvalHint({ id, waitingFor }: JobView): string | undefined {
  if (waitingFor?.kind !== 'approval') return undefined;
  const decide = (command: string) => `job-runner ${command} ${id} --step ${quoted(waitingFor.step)}`;
  const until = waitingFor.until === undefined ? '' : `, until ${waitingFor.until}`;
  return `${approvalWords(waitingFor)}${until}: ${decide('approve')}, or ${decide('reject')}`;
}

export function approvalWords({ step, description }: WaitingForView): string {
  return `step ${step} waits for an approval${description === undefined ? '' : ` (${description})`}`;
}

/** Quoted as one word of a POSIX shell. */
function quoted(name: string): string {
  return /^[\w./:-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}
