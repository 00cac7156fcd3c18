import { backoffMs } from '#contract/pure';
import { type CallState } from '../model/unit-state';
import { type ResolvedRetryPolicy } from '../plan/plan';

/**
 * Milliseconds to wait after the `spent`-th attempt. The jitter is drawn from the request id, so that a replay waits
 * exactly as the live run did.
 */
export function policyBackoffMs(policy: ResolvedRetryPolicy, spent: number, requestId: string): number {
  const { initialIntervalMs: firstMs, maxIntervalMs: longestMs, backoffCoefficient: factor, jitter } = policy;
  const spread = jitter * (2 * unitInterval(`${requestId}#${spent}`) - 1);
  return Math.round(backoffMs(spent, { firstMs, longestMs, factor }) * (1 + spread));
}

/** FNV-1a, 32 bit, mapped to [0, 1). */
function unitInterval(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) / 2 ** 32;
}

/** The service's `Retry-After` counts up to the policy's longest interval. */
export function retryDelayMs(policy: ResolvedRetryPolicy, tries: number, requestId: string, retryAfterMs = 0): number {
  return Math.max(Math.min(retryAfterMs, policy.maxIntervalMs), policyBackoffMs(policy, tries, requestId));
}

/** How often in a row, with the attempt under way, the service was unavailable. */
export function unavailableAttempts({ attempts }: CallState): number {
  const before = attempts.slice(0, -1);
  return before.length - before.findLastIndex(({ outcome }) => outcome !== 'not-executed');
}
