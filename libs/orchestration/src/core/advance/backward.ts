import { type JournalEvent } from '../model/events';
import { callIsDue } from './due';
import { noopReverts, noopRevertCount, openEffectCount } from '../undo/open-effects';
import { type JobState } from '../model/state';
import { revertForbidden } from '../undo/revert-forbidden';
import { undoTurn } from '../queries/undo-turn';
import { type LocatedUnit, openUnitsOf } from '../queries/units';

/** Before the first revert: no new task starts, and every call in flight has its response or is declared unknown. */
export function advanceDraining(state: JobState): readonly JournalEvent[] {
  const step = state.steps[state.cursor];
  const inFlight =
    step !== undefined &&
    (openUnitsOf(state, state.cursor).some(({ unit }) => unit.phase === 'calling') ||
      (step.phase === 'writing' && step.write?.phase === 'intended'));
  return inFlight ? [] : [{ type: 'undo-started' }];
}

/** Step after step, newest first. A step is done when every revert of it is acknowledged or given up. */
export function advanceUndoing(state: JobState, now: number): readonly JournalEvent[] {
  const pass = state.undo;
  if (!pass) return [];
  if (pass.at < pass.to) return finish(state);
  const step = state.steps[pass.at];
  if (!step || step.undone) return [{ type: 'step-undone', step: pass.at }];
  if (isWriteOpen(step.write?.phase)) return [];
  const turn = undoTurn(state, pass.at);
  if (turn.length === 0) return [{ type: 'step-undone', step: pass.at }];
  const barred = turn.flatMap(leaveBarred);
  return barred.length > 0 ? barred : turn.flatMap((located) => dueAgain(located, now));
}

/** An effect that must not be reverted is left open when its turn comes. */
function leaveBarred(located: LocatedUnit): JournalEvent[] {
  if (located.unit.undo?.phase !== 'pending') return [];
  const reason = revertForbidden(located);
  return reason === null ? [] : [{ type: 'unit-left-open', ...located.ref, reason }];
}

/** Whether the step's writes still wait to be taken back. One without response counts as done. */
export function isWriteOpen(phase: string | undefined): boolean {
  return phase === 'written' || phase === 'intended';
}

function dueAgain(located: LocatedUnit, now: number): JournalEvent[] {
  const { undo } = located.unit;
  const dueAt = undo?.phase === 'waiting' ? undo.call.dueAt : null;
  return dueAt !== null && dueAt <= now ? [callIsDue(located, true)] : [];
}

/** Records and views name so many effects of a kind. */
const MOST_NAMED = 100;

function finish(state: JobState): JournalEvent[] {
  const pass = state.undo;
  const undone = noopReverts(state, MOST_NAMED);
  const count = noopRevertCount(state);
  const nothingToUndo = count > 0 && {
    nothingToUndo: undone.map(({ task }) => task),
    ...(count > undone.length && { nothingToUndoCount: count }),
  };
  if (openEffectCount(state) > 0) return [{ type: 'job-ended', status: 'needs-attention', ...nothingToUndo }];
  if (pass?.rerunFrom == null) return [{ type: 'job-ended', status: pass?.target ?? 'failed', ...nothingToUndo }];
  // The new run forgets the units of this one, and with them effects that may not be undone.
  const warnings = undone.map(({ task, reason }): JournalEvent => ({
    type: 'warned',
    message: `${task} of run ${state.run}: ${reason}`,
  }));
  const message = `nothing to undo, say the services, for ${count - undone.length} more tasks of run ${state.run}`;
  const others: JournalEvent[] = count > undone.length ? [{ type: 'warned', message }] : [];
  return [...warnings, ...others, { type: 'run-started', run: state.run + 1, from: pass.rerunFrom }];
}
