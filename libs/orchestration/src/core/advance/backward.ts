import { type JournalEvent } from '../model/events';
import { noopReverts, noopRevertCount, openEffectCount } from '../undo/open-effects';
import { type JobState } from '../model/state';
import { openLaterWrite } from '../undo/later-write';
import { undoTurn } from '../queries/undo-turn';
import { isCallInFlight, openUnitsOf } from '../queries/units';
import { revertsDue } from './reverts';

/** Before the first revert: no new task starts, and every call in flight has its response or is declared unknown. */
export function advanceDraining(state: JobState): readonly JournalEvent[] {
  const step = state.steps[state.cursor];
  const inFlight =
    step !== undefined &&
    (openUnitsOf(state, state.cursor).some(({ unit }) => isCallInFlight(unit)) ||
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
  if (isWriteOpen(step.write?.phase)) return leftBehindLater(state, pass.at);
  const turn = undoTurn(state, pass.at);
  if (turn.length === 0) return [{ type: 'step-undone', step: pass.at }];
  return revertsDue(turn, now);
}

/** Nothing, where the step's writes can be taken back now. */
function leftBehindLater(state: JobState, step: number): JournalEvent[] {
  const later = state.plan.steps[openLaterWrite(state.steps, step)];
  if (!later) return [];
  const reason = `step "${later.name}" stored at the same place afterwards, and that could not be taken back`;
  return [{ type: 'state-left-open', step, reason }];
}

/** Whether the step's writes still wait to be taken back. One without response counts as done. */
export function isWriteOpen(phase: string | undefined): boolean {
  return phase === 'written' || phase === 'intended';
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
