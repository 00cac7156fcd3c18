import { type Requested } from '../model/events';
import { type OperatorRequest } from '../model/state';

interface Recorded extends Requested {
  readonly step?: number | null;
  readonly requestKey?: string | null;
}

export function withRequest(
  requests: readonly OperatorRequest[],
  action: string,
  { by, reason, step = null, requestKey = null }: Recorded,
  at: number,
): readonly OperatorRequest[] {
  return [...requests, { action, at, by, reason, step, requestKey }];
}
