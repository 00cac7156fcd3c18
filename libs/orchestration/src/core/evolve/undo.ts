import { type StepState } from '../model/state';
import { firstCause } from '../task/first-cause';
import { isUnitFinished, openUnitsOf, unitsAmong } from '../queries/units';
import { carryOver } from './carry-over';
import { changeUnit } from './change-unit';
import { undoPassAt } from './copies';
import { type UnitDraft } from '../model/unit-copies';
import { initialStep, initialUnitCount } from './initial-state';
import { REVERT, skipUncalled } from '../queries/mark-for-undo';
import { type StateDraft } from './state-draft';

/** Every unit from the undo's last step down to its first is marked, the ones that are under way at once. */
export function undoStarted(draft: StateDraft): void {
  const job = draft.job();
  const pass = job.undo;
  if (!pass) return;
  for (let index = pass.to; index <= pass.at; index++) {
    if (!job.steps[index]?.undone) draft.step(index).marked = true;
  }
  stopUnits(draft, job.cursor);
  job.phase = 'undoing';
  job.status = 'reverting';
  job.undo = undoPassAt(pass, pass.at, true);
}

function stopUnits(draft: StateDraft, step: number): void {
  if (!draft.state.steps[step]?.marked) return;
  for (const { ref, unit } of openUnitsOf(draft.state, step)) {
    if (!isUnitFinished(unit)) changeUnit(draft, ref, stop);
  }
}

/** Ends a unit that waits for its first call or for a retry. */
function stop(unit: UnitDraft): void {
  if (unit.phase !== 'binding' && unit.phase !== 'waiting') return;
  const { call } = unit;
  if (unit.effect === 'none') {
    skipUncalled(unit);
  } else {
    unit.phase = 'failed';
    const unknown = { message: call.waitingFor ?? 'the job stopped before the outcome was known' };
    unit.error = { code: 'outcome-unknown', ...(firstCause(call) ?? unknown) };
  }
  call.waitingFor = null;
  call.dueAt = null;
}

/** `continue` after needs-attention: what is open is tried again, with a new budget. */
export function undoResumed(draft: StateDraft): void {
  const job = draft.job();
  const pass = job.undo;
  if (!pass) return;
  for (let index = pass.to; index < job.steps.length; index++) reopenStep(draft, index);
  job.phase = 'undoing';
  job.status = 'reverting';
  job.endedAt = null;
  job.undo = undoPassAt(pass, job.steps.length - 1, true);
}

function reopenStep(draft: StateDraft, index: number): void {
  const { write, tally } = draft.state.steps[index]!;
  if (write?.phase === 'open') draft.step(index).write = { ...write, phase: 'written' };
  if (tally.open > 0) reopenUnits(draft, index);
  const { undone } = draft.state.steps[index]!;
  if (undone && (write?.phase === 'open' || write?.phase === 'written' || tally.open > 0))
    draft.step(index).undone = false;
}

function reopenUnits(draft: StateDraft, step: number): void {
  const open = [...unitsAmong(draft.state, step, ({ open }) => open > 0)].filter(
    ({ unit }) => unit.undo?.phase === 'open',
  );
  for (const { ref } of open) changeUnit(draft, ref, reopenUnit);
  for (const { ref } of open) draft.task(ref).undone = 0;
}

export function reopenUnit({ undo }: UnitDraft): void {
  if (!undo) return;
  undo.phase = 'pending';
  undo.reason = null;
  // The poll address of an earlier revert may have expired.
  undo.call.next = REVERT;
  undo.call.spent = 0;
  undo.call.dueAt = null;
}

/** Starts a new run: resets the steps that it repeats. Their events stay in the history. */
export function runStarted(draft: StateDraft, run: number, from: number): void {
  carryOver(draft, from);
  const job = draft.job();
  job.steps = job.steps.map((step, index) => {
    const planned = job.plan.steps[index];
    return index >= from && planned ? initialStep(planned) : step;
  });
  job.run = run;
  job.resultBytes = job.steps.reduce((total, { resultBytes }) => total + resultBytes, 0);
  job.unitCount = initialUnitCount(job.plan.steps.slice(from)) + job.steps.slice(0, from).reduce(countUnits, 0);
  job.cursor = from;
  job.phase = job.preparedAt !== null ? 'forward' : 'preparing';
  job.status = 'running';
  job.failure = null;
  job.undo = null;
  job.endedAt = null;
}

function countUnits(count: number, { tasks }: StepState): number {
  return tasks.reduce((total, { units }) => total + units.length, count);
}
