import { hasEnoughFaults, type PlannedStepView } from '#contract';
import { reversibleAtWorst } from './reversibility';

/** The last step up to which the job can be undone; null if its first step cannot be undone. */
export function pointOfNoReturn(steps: readonly PlannedStepView[]): string | null {
  const first = steps.findIndex((step) => step.tasks.some((task) => reversibleAtWorst(task) === 'none'));
  const last = first < 0 ? steps.length - 1 : first - 1;
  return steps[last]?.name ?? null;
}

/**
 * Tasks that may not be undoable belong at the end: a later failure leaves their effects in place. Only as many as are
 * shown.
 */
export function returnWarnings(steps: readonly PlannedStepView[]): string[] {
  const warnings: string[] = [];
  for (const [index, { tasks }] of steps.slice(0, -1).entries()) {
    for (const [position, task] of tasks.entries()) {
      const doubt = DOUBTS[reversibleAtWorst(task) ?? ''];
      if (doubt) warnings.push(`/steps/${index}/tasks/${position}: ${task.address} ${doubt}, and steps come after it`);
      if (hasEnoughFaults(warnings)) return warnings;
    }
  }
  return warnings;
}

const DOUBTS: Readonly<Record<string, string | undefined>> = {
  none: 'cannot be undone',
  unknown: 'may not be undoable (its service does not say)',
};
