import { type ResolvedRetryPolicy } from '../plan/plan';

/**
 * Milliseconds to wait after the `spent`-th attempt: exponential, capped, and spread by a jitter that is drawn from the
 * request id, so that a replay waits exactly as the live run did.
 */
export function policyBackoffMs(policy: ResolvedRetryPolicy, spent: number, requestId: string): number {
  const exponential = policy.initialIntervalMs * policy.backoffCoefficient ** Math.max(0, spent - 1);
  const capped = Math.min(policy.maxIntervalMs, exponential);
  const spread = policy.jitter * (2 * unitInterval(`${requestId}#${spent}`) - 1);
  return Math.round(capped * (1 + spread));
}

/** FNV-1a, 32 bit, mapped to [0, 1). */
function unitInterval(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) / 2 ** 32;
}
