import { deepEqual } from '#contract/pure';
import { type Effect3, type JobState } from '../state';
import { type Action } from '../plan/plan';
import { unitsOf } from '../units';
import { withUnit } from './update';

/**
 * A new run forgets the steps it will do again, but not what their tasks did to the effects of earlier ones (`of`):
 * what was reverted then is not there now, and what was repeated then is there again.
 */
export function carryOver(state: JobState, from: number): JobState['steps'] {
  const units = state.steps.flatMap((_, step) => unitsOf(state, step));
  const forgotten = units.filter(({ ref }) => ref.step >= from);
  const kept = units.filter(({ ref }) => ref.step < from);
  let { steps } = state;
  for (const { planned, unit } of forgotten) {
    const { of } = planned;
    if (of === null || of.step >= from || unit.effect === 'none') continue;
    const effect = effectLeft(planned.action, unit.effect);
    steps = withUnit(steps, { ...of, unit: 0 }, (original) => void (original.effect = effect));
    // What others did to it before is no longer the last word.
    for (const { ref } of kept.filter((other) => deepEqual(other.planned.of, of))) {
      steps = withUnit(steps, ref, (other) => void (other.effect = 'none'));
    }
  }
  return steps;
}

function effectLeft(action: Action, effect: Effect3): Effect3 {
  if (effect === 'unknown') return 'unknown';
  return action === 'revert' ? 'none' : 'done';
}
