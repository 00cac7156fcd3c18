import type { PlannedStepView } from '#contract';

/** The last step up to which the job can be undone; null if its first step cannot be undone. */
export function pointOfNoReturn(steps: readonly PlannedStepView[]): string | null {
  const first = steps.findIndex((step) => step.tasks.some(({ reversible }) => reversible === 'none'));
  const last = first < 0 ? steps.length - 1 : first - 1;
  return steps[last]?.name ?? null;
}

/** Tasks that may not be undoable belong at the end: a later failure leaves their effects in place. */
export function returnWarnings(steps: readonly PlannedStepView[]): string[] {
  return steps.slice(0, -1).flatMap((step, index) =>
    step.tasks.flatMap(({ address, reversible = '' }, position) => {
      const doubt = DOUBTS[reversible];
      return doubt ? [`/steps/${index}/tasks/${position}: ${address} ${doubt}, and steps come after it`] : [];
    }),
  );
}

const DOUBTS: Readonly<Record<string, string | undefined>> = {
  none: 'cannot be undone',
  unknown: 'may not be undoable (its service does not say)',
};
