import { type OperatorCommand } from '../model/commands';
import { type Requested } from '../model/events';
import { type JobState, type OperatorRequest } from '../model/state';

/** What an event keeps of the command that caused it. */
export function requestOf({ by, reason, requestKey }: OperatorCommand): Requested {
  return { by, reason, ...(requestKey !== undefined && { requestKey }) };
}

/** The request with the same key, if it was recorded before. */
export function recordedRequest({ requests }: JobState, { requestKey }: OperatorCommand): OperatorRequest | undefined {
  return requestKey === undefined ? undefined : requests.find((request) => request.requestKey === requestKey);
}
