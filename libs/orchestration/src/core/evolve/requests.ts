import { type Requested } from '../model/events';
import { type OperatorRequest } from '../model/state';

interface Recorded extends Requested {
  readonly step?: number | null;
}

export function withRequest(
  requests: readonly OperatorRequest[],
  action: string,
  { by, reason, step = null, requestKey }: Recorded,
  at: number,
): readonly OperatorRequest[] {
  return [...requests, { action, at, by, reason, step, requestKey: requestKey ?? null }];
}
