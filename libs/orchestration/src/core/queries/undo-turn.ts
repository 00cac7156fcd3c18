import { type JobState, type TaskState } from '../model/state';
import { type UnitRef } from '../model/unit-state';
import { UnitList } from '../model/unit-list';
import { type LocatedUnit, stepAt, unitAt } from './units';

type Place = Pick<UnitRef, 'step' | 'task'>;

/**
 * The units of a step whose revert is under way, or begins next: as many as may be under way at once. What ran one after
 * another is undone one after another, the newest first.
 */
export function undoTurn(state: JobState, step: number): LocatedUnit[] {
  const { plan, step: current } = stepAt(state, step);
  if (!current.marked) return [];
  const most = plan.sequential ? 1 : state.limits.unitsAtOnce;
  const { length } = current.tasks;
  const turn: LocatedUnit[] = [];
  for (let index = 0; index < length && turn.length < most; index++) {
    turn.push(...turnOfTask(state, { step, task: plan.sequential ? length - 1 - index : index }, most - turn.length));
  }
  return turn;
}

function turnOfTask(state: JobState, place: Place, most: number): LocatedUnit[] {
  if (isBackwards(state, place)) return newestOfTask(state, place);
  const task = taskAt(state, place);
  const { length } = task.units;
  const turn = task.reverting.slice(0, most).map((unit) => unitAt(state, { ...place, unit }));
  for (let next = nextPending(state, place, task.undone); next < length && turn.length < most;) {
    turn.push(unitAt(state, { ...place, unit: unitAfter(state, place, next) }));
    next = nextPending(state, place, next + 1);
  }
  return turn;
}

/** A unit that was being undone alone when the undo of the job began comes in its turn as well. */
function newestOfTask(state: JobState, place: Place): LocatedUnit[] {
  const { reverting, undone, units } = taskAt(state, place);
  const next = nextPending(state, place, undone);
  const candidates = next < units.length ? [...reverting, unitAfter(state, place, next)] : reverting;
  return candidates.length === 0 ? [] : [unitAt(state, { ...place, unit: Math.max(...candidates) })];
}

/** How many units of a marked task, from `done` on and in the order of the undo, come before one whose revert has not begun. */
export function nextPending(state: JobState, place: Place, done: number): number {
  const { units } = taskAt(state, place);
  let next = done;
  while (next < units.length) {
    const unit = unitAfter(state, place, next);
    const others = units instanceof UnitList ? units.around(unit) : null;
    if (others?.tally.revertible === 0) next += isBackwards(state, place) ? unit - others.first + 1 : others.end - unit;
    else if (unitAt(state, { ...place, unit }).unit.undo?.phase === 'pending') return next;
    else next += 1;
  }
  return units.length;
}

/** The unit whose turn comes after so many others of its task. */
function unitAfter(state: JobState, place: Place, others: number): number {
  return isBackwards(state, place) ? taskAt(state, place).units.length - 1 - others : others;
}

function isBackwards({ plan }: JobState, { step }: Place): boolean {
  return plan.steps[step]?.sequential === true;
}

function taskAt({ steps }: JobState, { step, task }: Place): TaskState {
  return steps[step]!.tasks[task]!;
}
