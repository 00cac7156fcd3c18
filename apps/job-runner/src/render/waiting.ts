import type { JobView, WaitingForView } from '#contract';
import { quoted } from './quoted';

/** What an operator can do about a job that waits for an approval or a signal. */
export function waitingHint({ id, waitingFor }: JobView): string | undefined {
  if (waitingFor === undefined) return undefined;
  const { kind, step, signal, until } = waitingFor;
  const words = `${waitingWords(waitingFor)}${until === undefined ? '' : `, until ${until}`}`;
  const decide = (command: string) => `job-runner ${command} ${id} --step ${quoted(step)}`;
  if (kind === 'approval') return `${words}: ${decide('approve')}, or ${decide('reject')}`;
  if (kind === 'signal') return `${words}: job-runner signal ${id} ${quoted(signal ?? '')}`;
  return undefined;
}

export function waitingWords({ kind, step, signal, description }: WaitingForView): string {
  const what = { approval: 'an approval', signal: `the signal ${signal ?? ''}`, timer: 'a time' } as const;
  const words = `step ${step} waits for ${kind in what ? what[kind as keyof typeof what] : kind}`;
  return `${words}${description === undefined ? '' : ` (${description})`}`;
}
