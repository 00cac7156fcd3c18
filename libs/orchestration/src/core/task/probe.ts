import { type Answer } from './answer';
import { describe, isInProgress, isNotProcessed, type Verdict } from './verdict';

/**
 * What the answer to a `read` proves of a create by the author's own id. That nothing is there proves that it was not
 * executed; that something is there proves nothing: it may be older than the job.
 */
export function judgeProbe(answer: Answer): Verdict {
  if (answer.kind !== 'answered') return { kind: 'unknown', message: answer.message, retryable: true };
  const { status, retryAfterMs } = answer;
  const message = describe(answer);
  if (status === 404) return { kind: 'not-executed', status, message: `${message}: no such record`, retryable: true };
  if (status >= 200 && status < 300)
    return { kind: 'unknown', status, message: `${message}: ${FOUND}`, retryable: false };
  const temporary = status >= 500 || status === 408 || isInProgress(answer) || isNotProcessed(answer);
  return { kind: 'unknown', status, message, retryable: temporary, retryAfterMs };
}

export const FOUND = 'a record of this id is there, which may be older than the job';
