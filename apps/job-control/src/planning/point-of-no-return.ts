import type { PlannedStepView } from '#contract';

/** The last step up to which everything can be undone; null when the first step already cannot. */
export function pointOfNoReturn(steps: readonly PlannedStepView[]): string | null {
  const first = steps.findIndex(isIrrevocable);
  const last = first < 0 ? steps.length - 1 : first - 1;
  return steps[last]?.name ?? null;
}

/** What cannot be undone belongs at the end: whatever fails after it leaves it standing. */
export function returnWarnings(steps: readonly PlannedStepView[]): string[] {
  return steps
    .slice(0, -1)
    .flatMap((step, index) =>
      step.tasks.flatMap((task, position) =>
        task.reversible === 'none'
          ? [`/steps/${index}/tasks/${position}: ${task.address} cannot be undone, and steps come after it`]
          : [],
      ),
    );
}

function isIrrevocable(step: PlannedStepView): boolean {
  return step.tasks.some(({ reversible }) => reversible === 'none');
}
