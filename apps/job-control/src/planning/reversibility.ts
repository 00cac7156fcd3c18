import type { PlannedCallView, PlannedReversibility, PlannedTaskView } from '#contract';
import type { Found } from '#orchestration';

/** Whether a task can be undone: `full`, `compensating`, `none`, or `unknown` if the service does not declare it. */
export function reversibilityOf({ target, traits }: Found): PlannedReversibility {
  if (traits.safe) return 'full';
  if (target.endpoints.revert === null) return 'none';
  return traits.reversible ?? 'unknown';
}

const FROM_THE_WORST = ['none', 'unknown', 'compensating', 'full'] as const;

export function leastReversible(calls: readonly PlannedCallView[]): PlannedReversibility {
  const given = calls.map(({ reversible = 'unknown' }) => reversible);
  return FROM_THE_WORST.find((one) => given.includes(one)) ?? 'unknown';
}

/** What counts for what comes before and after a task: which of its branches is taken is not known yet. */
export function reversibleAtWorst({
  reversible,
  reversibleAtWorst = reversible,
}: PlannedTaskView): PlannedReversibility | undefined {
  return reversibleAtWorst;
}
