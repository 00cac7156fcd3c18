import type { Action } from '#contract';
import { deepEqual } from '#contract/pure';
import { type EffectStatus } from '../model/state';
import { unitsOf } from '../queries/units';
import { type StateDraft } from './state-draft';

/**
 * A new run forgets the steps it will do again, but not what their tasks did to the effects of earlier ones (`of`):
 * what was reverted then is not there now, and what was repeated then is there again.
 */
export function carryOver(draft: StateDraft, from: number): void {
  const { state } = draft;
  const units = state.steps.flatMap((_, step) => unitsOf(state, step));
  const forgotten = units.filter(({ ref }) => ref.step >= from);
  const kept = units.filter(({ ref }) => ref.step < from);
  for (const { planned, unit } of forgotten) {
    const { of } = planned;
    if (of === null || of.step >= from || unit.effect === 'none') continue;
    const effect = effectLeft(planned.action, unit.effect);
    draft.unit({ ...of, unit: 0 }).effect = effect;
    // What others did to it before is no longer the last word.
    for (const { ref } of kept.filter((other) => deepEqual(other.planned.of, of))) {
      draft.unit(ref).effect = 'none';
    }
  }
}

function effectLeft(action: Action, effect: EffectStatus): EffectStatus {
  if (effect === 'unknown') return 'unknown';
  return action === 'revert' ? 'none' : 'done';
}
