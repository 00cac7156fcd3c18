import { type JobState, type NextCall, type StepState, type UndoState, type UnitState } from '../state';
import { undoNeed, type UndoNeed } from '../undo/needed';
import { unitsOf } from '../units';
import { carryOver } from './carry-over';
import { callWith, jobWith, passWith, stepWith, taskWith, unitWith } from './copies';
import { freshCall, freshStep } from './fresh';

const REVERT: NextCall = { action: 'revert', settles: false };

/** Marks, for every unit from the undo's last step down to its first, whether it has to be undone. */
export function undoStarted(state: JobState): JobState {
  const pass = state.undo;
  if (!pass) return state;
  const steps = state.steps.map((step, index) =>
    index < pass.to || index > pass.at || step.undone ? step : markStep(state, step, index),
  );
  return jobWith(state, { phase: 'undoing', status: 'reverting', steps, undo: passWith(pass, { started: true }) });
}

function markStep(state: JobState, step: StepState, index: number): StepState {
  const located = unitsOf(state, index);
  let position = 0;
  const tasks = step.tasks.map((task) =>
    taskWith(
      task,
      task.units.map((unit) => {
        const current = located[position++];
        return current && unit.undo === null ? markUnit(unit, undoNeed(state, current)) : unit;
      }),
    ),
  );
  return stepWith(step, { tasks });
}

function markUnit(unit: UnitState, need: UndoNeed): UnitState {
  const call = freshCall(REVERT);
  const undo: UndoState = need.needed
    ? {
        phase: 'pending',
        call: callWith(call, { target: unit.call.target, unanswered: need.unanswered }),
        reason: null,
        endedAt: null,
      }
    : { phase: 'not-needed', call, reason: need.because, endedAt: null };
  return unitWith(stopped(unit), { undo });
}

/** What was still waiting for its turn, or for another try, will not be called any more. */
function stopped(unit: UnitState): UnitState {
  if (unit.phase !== 'binding' && unit.phase !== 'waiting') return unit;
  const call = callWith(unit.call, { waitingFor: null, dueAt: null });
  if (unit.effect === 'none')
    return unitWith(unit, { call, phase: 'skipped', skippedBecause: 'the job stopped before it was called' });
  const error = {
    code: 'outcome-unknown' as const,
    message: unit.call.waitingFor ?? 'the job stopped before the outcome was known',
  };
  return unitWith(unit, { call, phase: 'failed', error });
}

/** `continue` after needs-attention: what is open is tried again, with a new budget. */
export function undoResumed(state: JobState): JobState {
  const pass = state.undo;
  if (!pass) return state;
  const steps = state.steps.map((step, index) => (index < pass.to ? step : reopenStep(step)));
  return jobWith(state, {
    phase: 'undoing',
    status: 'reverting',
    endedAt: null,
    steps,
    undo: passWith(pass, { at: steps.length - 1, started: true }),
  });
}

function reopenStep(step: StepState): StepState {
  const write = step.write?.phase === 'open' ? { ...step.write, phase: 'written' as const } : step.write;
  const tasks = step.tasks.map((task) => taskWith(task, task.units.map(reopenUnit)));
  const undone =
    step.undone && write === step.write && tasks.every((t) => t.units.every((u) => u.undo?.phase !== 'pending'));
  return stepWith(step, { tasks, write, undone });
}

function reopenUnit(unit: UnitState): UnitState {
  if (unit.undo?.phase !== 'open') return unit;
  // Where the answer to an earlier revert was promised, there may be nothing any more.
  const call = callWith(unit.undo.call, { next: REVERT, spent: 0, dueAt: null });
  return unitWith(unit, { undo: { ...unit.undo, phase: 'pending', reason: null, call } });
}

/** A new run: the steps it will do again are as if they had never been. Their past stays in the history. */
export function runStarted(state: JobState, run: number, from: number): JobState {
  const steps = carryOver(state, from).map((step, index) => {
    const planned = state.plan.steps[index];
    return index >= from && planned ? freshStep(planned) : step;
  });
  return jobWith(state, {
    run,
    steps,
    cursor: from,
    phase: state.preparedAt !== null ? 'forward' : 'preparing',
    status: 'running',
    failure: null,
    undo: null,
    endedAt: null,
  });
}
