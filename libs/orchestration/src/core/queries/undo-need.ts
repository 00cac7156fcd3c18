import { isSafe } from '../model/safe-unit';
import { isCommandMessage, SAFE_COMMANDS } from '#contract/pure';
import { type TaskPosition } from '../plan/plan';
import { tasksReferringTo } from '../plan/referring-tasks';
import { type JobState } from '../model/state';
import { type EffectStatus, type UnitState } from '../model/unit-state';
import { isNoop } from '../model/service-response';
import { type LocatedUnit } from './units';

/** Whether a unit's effect has to be undone, and if not, why: the record says so. */
export type UndoNeed =
  | {
      readonly needed: true;
      /** It may be gone: an earlier revert may have been the last call that worked. */
      readonly unconfirmed: boolean;
    }
  | { readonly needed: false; readonly because: string };

/** Both done and unknown effects are undone: a call that timed out may have had its effect. */
export function undoNeed(state: JobState, located: LocatedUnit): UndoNeed {
  const { planned, unit } = located;
  const isPlain = planned.action !== 'revert' && planned.of === null && !isSafe(unit);
  if (isPlain) return afterLaterTasks(state, located);
  if (unit.effect === 'none') return NOTHING_DONE;
  if (planned.action === 'revert') return { needed: false, because: 'a revert is not undone' };
  if (isSafe(unit)) return { needed: false, because: whySafe(unit) };
  return { needed: false, because: `undone with ${originalAddress(state, planned.of)}` };
}

const NOTHING_DONE: UndoNeed = { needed: false, because: 'nothing was done' };

function whySafe({ body }: Pick<UnitState, 'body'>): string {
  const standard = isCommandMessage(body) && SAFE_COMMANDS.has(body.command);
  return standard ? 'a safe command changes nothing' : 'the forms of its service call it safe: it changes nothing';
}

/** A later task of the job (`of`) may have reverted this one already, or repeated it after that. */
function afterLaterTasks(state: JobState, { ref, unit: original }: LocatedUnit): UndoNeed {
  let need: UndoNeed = original.effect === 'none' ? NOTHING_DONE : { needed: true, unconfirmed: false };
  for (const { step, task } of tasksReferringTo(state.plan, ref)) {
    const unit = state.steps[step]?.tasks[task]?.units.at(ref.unit);
    const planned = state.plan.steps[step]?.tasks[task];
    if (!planned || !unit || unit.effect === 'none') continue;
    if (planned.action !== 'revert') need = afterRepeat(need, unit.effect);
    else if (unit.effect === 'done') need = { needed: false, because: revertedBy(planned.address, unit.result) };
    else need = { needed: true, unconfirmed: true };
  }
  return need;
}

function revertedBy(address: string, result: unknown): string {
  return isNoop(result) ? `nothing to undo, its service told ${address}` : `already reverted by ${address}`;
}

/** A repeat whose outcome is unknown leaves it open whether what had been reverted is there again. */
function afterRepeat(before: UndoNeed, effect: EffectStatus): UndoNeed {
  const wasThere = before.needed && !before.unconfirmed;
  return { needed: true, unconfirmed: effect === 'unknown' && !wasThere };
}

function originalAddress(state: JobState, of: TaskPosition | null): string {
  if (of === null) return '';
  const { step, task } = of;
  return state.plan.steps[step]?.tasks[task]?.address ?? `${step}/${task}`;
}
