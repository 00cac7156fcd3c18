import { type ServiceResponse } from '../model/service-response';
import { describeResponse, isInProgress, isNotProcessed, type Verdict } from './verdict';

/**
 * What the response to a `read` proves of a create by the author's own id. That nothing is there proves that it was not
 * executed; that something is there proves nothing: it may be older than the job.
 */
export function judgeRead(response: ServiceResponse): Verdict {
  if (response.kind !== 'responded') return { kind: 'unknown', message: response.message, retryable: true };
  const { status, retryAfterMs } = response;
  const message = describeResponse(response);
  if (status === 404) return { kind: 'not-executed', status, message: `${message}: no such record`, retryable: true };
  if (status >= 200 && status < 300)
    return { kind: 'unknown', status, message: `${message}: ${RECORD_FOUND}`, retryable: false };
  const temporary = status >= 500 || status === 408 || isInProgress(response) || isNotProcessed(response);
  return { kind: 'unknown', status, message, retryable: temporary, retryAfterMs };
}

export const RECORD_FOUND = 'a record of this id is there, which may be older than the job';
