import { type ResolvedRetryPolicy } from '../plan/plan';
import { type CallState } from '../model/state';
import { policyBackoffMs } from './backoff';

/** What a service asks for in `Retry-After` is heard as far as the policy waits. */
export function retryDelayMs(policy: ResolvedRetryPolicy, tries: number, requestId: string, retryAfterMs = 0): number {
  return Math.max(Math.min(retryAfterMs, policy.maxIntervalMs), policyBackoffMs(policy, tries, requestId));
}

/** How often in a row, with the attempt under way, the service was not there. */
export function unavailableAttempts({ attempts }: CallState): number {
  const before = attempts.slice(0, -1);
  return before.length - before.findLastIndex(({ outcome }) => outcome !== 'not-executed');
}
