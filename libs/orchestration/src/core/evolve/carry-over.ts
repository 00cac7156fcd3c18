import type { Action } from '#contract';
import { type TaskPosition } from '../plan/plan';
import { referringTasks, tasksReferringTo } from '../plan/referring-tasks';
import { type EffectStatus } from '../model/unit-state';
import { type StateDraft } from './state-draft';

/**
 * A new run resets the steps that it repeats, but keeps what their tasks did to effects of earlier steps (`of`): an
 * effect that was reverted is gone, and one that was repeated is there again.
 */
export function carryOver(draft: StateDraft, from: number): void {
  const { state } = draft;
  for (const { step, task } of referringTasks(state.plan)) {
    const planned = state.plan.steps[step]!.tasks[task]!;
    const { of } = planned;
    if (step < from || of === null || of.step >= from) continue;
    for (const { effect } of state.steps[step]!.tasks[task]!.units) {
      if (effect !== 'none') carry(draft, of, effectLeft(planned.action, effect), from);
    }
  }
}

function carry(draft: StateDraft, of: TaskPosition, effect: EffectStatus, from: number): void {
  draft.changeUnit({ ...of, unit: 0 }, (original) => void (original.effect = effect));
  // Later tasks override what earlier ones did to it.
  for (const { step, task } of tasksReferringTo(draft.state.plan, of)) {
    const { length } = draft.state.steps[step]!.tasks[task]!.units;
    for (let unit = 0; step < from && unit < length; unit++) {
      draft.changeUnit({ step, task, unit }, (other) => void (other.effect = 'none'));
    }
  }
}

function effectLeft(action: Action, effect: EffectStatus): EffectStatus {
  if (effect === 'unknown') return 'unknown';
  return action === 'revert' ? 'none' : 'done';
}
