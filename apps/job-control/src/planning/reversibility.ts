import type { PlannedReversibility } from '#contract';
import type { Found } from '#orchestration';

/** Whether a task can be undone: `full`, `compensating`, `none`, or `unknown` if the service does not declare it. */
export function reversibilityOf({ target, traits }: Found): PlannedReversibility {
  if (traits.safe) return 'full';
  if (target.endpoints.revert === null) return 'none';
  return traits.reversible ?? 'unknown';
}
