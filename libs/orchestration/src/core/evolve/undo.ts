import { jsonSize } from '#contract/pure';
import { type NextCall, type StepState } from '../model/state';
import { firstCause } from '../task/first-cause';
import { undoNeed, type UndoNeed } from '../undo/undo-need';
import { unitsOf } from '../queries/units';
import { carryOver } from './carry-over';
import { undoPassAt, type UnitDraft } from './copies';
import { initialCall, initialStep } from './initial-state';
import { type StateDraft } from './state-draft';

const REVERT: NextCall = { action: 'revert', settles: false };

/** Marks, for every unit from the undo's last step down to its first, whether it has to be undone. */
export function undoStarted(draft: StateDraft): void {
  const job = draft.job();
  const pass = job.undo;
  if (!pass) return;
  for (let index = pass.to; index <= pass.at; index++) if (!job.steps[index]?.undone) markStep(draft, index);
  job.phase = 'undoing';
  job.status = 'reverting';
  job.undo = undoPassAt(pass, pass.at, true);
}

function markStep(draft: StateDraft, index: number): void {
  const { state } = draft;
  const unmarked = unitsOf(state, index).filter(({ unit }) => unit.undo === null);
  const needs = unmarked.map((located) => undoNeed(state, located));
  for (const [position, { ref, planned }] of unmarked.entries()) {
    const unit = draft.unit(ref);
    if (planned.forEach !== null && unit.phase === 'new') skipUncalled(unit);
    markUnit(unit, needs[position]!);
  }
}

function markUnit(unit: UnitDraft, need: UndoNeed): void {
  stop(unit);
  const call = initialCall(REVERT);
  if (need.needed) {
    call.target = unit.call.target;
    call.unconfirmed = need.unconfirmed;
  }
  unit.undo = need.needed
    ? { phase: 'pending', call, reason: null, endedAt: null }
    : { phase: 'not-needed', call, reason: need.because, endedAt: null };
}

/** What was still waiting for its turn, or for another try, will not be called any more. */
function stop(unit: UnitDraft): void {
  if (unit.phase !== 'binding' && unit.phase !== 'waiting') return;
  const { call } = unit;
  if (unit.effect === 'none') {
    skipUncalled(unit);
  } else {
    unit.phase = 'failed';
    const unheard = { message: call.waitingFor ?? 'the job stopped before the outcome was known' };
    unit.error = { code: 'outcome-unknown', ...(firstCause(call) ?? unheard) };
  }
  call.waitingFor = null;
  call.dueAt = null;
}

function skipUncalled(unit: UnitDraft): void {
  unit.phase = 'skipped';
  unit.skippedBecause = 'the job stopped before it was called';
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
  const open = unitsOf(draft.state, index).filter(({ unit }) => unit.undo?.phase === 'open');
  for (const { ref } of open) reopenUnit(draft.unit(ref));
  const write = draft.state.steps[index]?.write;
  if (write?.phase === 'open') draft.step(index).write = { ...write, phase: 'written' };
  if (isToBeUndone(draft.state.steps[index])) draft.step(index).undone = false;
}

function isToBeUndone(step: StepState | undefined): boolean {
  if (!step?.undone) return false;
  return (
    step.write?.phase === 'written' ||
    step.tasks.some(({ units }) => units.some(({ undo }) => undo?.phase === 'pending'))
  );
}

function reopenUnit({ undo }: UnitDraft): void {
  if (!undo) return;
  undo.phase = 'pending';
  undo.reason = null;
  // The poll address of an earlier revert may have expired.
  undo.call.next = REVERT;
  undo.call.spent = 0;
  undo.call.dueAt = null;
}

/** A new run: the steps it will do again are as if they had never been. Their past stays in the history. */
export function runStarted(draft: StateDraft, run: number, from: number): void {
  carryOver(draft, from);
  const job = draft.job();
  job.steps = job.steps.map((step, index) => {
    const planned = job.plan.steps[index];
    return index >= from && planned ? initialStep(planned) : step;
  });
  job.run = run;
  job.resultBytes = job.steps.reduce((bytes, step) => bytes + resultBytesOf(step), 0);
  job.cursor = from;
  job.phase = job.preparedAt !== null ? 'forward' : 'preparing';
  job.status = 'running';
  job.failure = null;
  job.undo = null;
  job.endedAt = null;
}

function resultBytesOf({ tasks }: StepState): number {
  return tasks.reduce((bytes, { units }) => bytes + units.reduce((sum, { result }) => sum + jsonSize(result), 0), 0);
}
