import type { Found } from '#orchestration';

/** Whether what a task does can be undone: `full`, `compensating`, `none`, or `unknown` where the service says nothing. */
export function reversibilityOf({ target, traits }: Found): string {
  if (traits.safe) return 'full';
  if (target.endpoints.revert === null) return 'none';
  return traits.reversible ?? 'unknown';
}
