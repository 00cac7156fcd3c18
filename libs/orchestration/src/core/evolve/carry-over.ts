import { type Effect3, type JobState } from '../state';
import { updateUnit } from './update';

/**
 * A new run forgets the steps it will do again, but not what their tasks did to the effects of earlier ones (`of`):
 * what was reverted then is not there now, and what was repeated then is there again.
 */
export function carryOver(state: JobState, from: number): JobState {
  let next = state;
  for (const [index, step] of state.plan.steps.entries()) {
    for (const [task, { of, action }] of step.tasks.entries()) {
      const effect = state.steps[index]?.tasks[task]?.units[0]?.effect ?? 'none';
      if (index < from || of === null || of.step >= from || effect === 'none') continue;
      const left: Effect3 = effect === 'unknown' ? 'unknown' : action === 'revert' ? 'none' : 'done';
      next = updateUnit(next, { ...of, unit: 0 }, (original) => ({ ...original, effect: left }));
    }
  }
  return next;
}
