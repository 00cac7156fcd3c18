import { hasEnded } from '#contract/pure';
import { isWriteOpen } from './advance/backward';
import { bindEffect, callEffect } from './effects/call-effects';
import { prepareState, readEffects, takeBackEffect, writeEffects } from './effects/state-effects';
import { type BindEffect, type CallEffect, type Effect } from './model/effects';
import { type JobState } from './model/state';
import { type UnitState } from './model/unit-state';
import { pendingApproval } from './queries/pending-approval';
import { pendingWait } from './queries/pending-wait';
import { outlastsItsTime } from './queries/reactions';
import { undoTurn } from './queries/undo-turn';
import {
  isBeingUndone,
  isCallInFlight,
  isUnitFinished,
  isUnitOver,
  type LocatedUnit,
  openUnitsOf,
  stepAt,
} from './queries/units';

/** All effects that the job waits for. Recovery is replay, and then performing these. */
export function pendingEffects(state: JobState): Effect[] {
  if (hasEnded(state)) return [];
  switch (state.phase) {
    case 'preparing':
      return [prepareState(state), ...wakes(state, [])];
    case 'forward':
      return state.cursor < state.steps.length ? forwardEffects(state) : [];
    case 'draining':
      return drainingEffects(state);
    case 'undoing':
      return undoEffects(state);
    case 'ended':
      return [];
  }
}

/** When the job has something to do again by itself: null if it has now, Infinity if only a command continues it. */
export function restsUntil(state: JobState): number | null {
  const effects = pendingEffects(state);
  return effects.every(({ kind }) => kind === 'wake') ? (wakeTime(state) ?? Infinity) : null;
}

/** When its next timer fires; null if it has none. */
export function wakeTime(state: JobState): number | null {
  const wake = pendingEffects(state).find((effect) => effect.kind === 'wake');
  return wake?.at ?? null;
}

function forwardEffects(state: JobState): Effect[] {
  const { step } = stepAt(state, state.cursor);
  const units = step.phase === 'running' ? openUnitsOf(state, state.cursor) : [];
  const calls = callsInFlight(state, units);
  const timers = wakes(state, units);
  // Nothing new starts while the job is paused; the responses of calls in flight are still awaited.
  if (state.paused) return [...calls, ...writeEffects(state), ...timers];
  return [...calls, ...bindEffects(state, units), ...readEffects(state, units), ...writeEffects(state), ...timers];
}

function drainingEffects(state: JobState): Effect[] {
  const units = state.cursor < state.steps.length ? openUnitsOf(state, state.cursor) : [];
  return [...callsInFlight(state, units), ...writeEffects(state)];
}

/** Of units, and of the reverts of those that are undone alone. */
function callsInFlight(state: JobState, units: readonly LocatedUnit[]): CallEffect[] {
  const calling = units.filter(({ unit }) => isCallInFlight(unit));
  return calling.map((located) => callEffect(state, located, isBeingUndone(located.unit)));
}

function bindEffects({ limits }: JobState, units: readonly LocatedUnit[]): BindEffect[] {
  const active = new Map<number, number>();
  const effects: BindEffect[] = [];
  let underWay = 0;
  for (const located of units) {
    const { ref, planned, unit } = located;
    if (isUnitOver(unit)) continue;
    if (++underWay > limits.unitsAtOnce) break;
    const running = active.get(ref.task) ?? 0;
    active.set(ref.task, running + 1);
    if (!isLooking(unit) || (planned.maxParallel !== null && running >= planned.maxParallel)) continue;
    effects.push(bindEffect(located, isBeingUndone(unit)));
  }
  return effects;
}

/** Whether an instance is looked for, for a unit or for its revert. */
function isLooking({ phase, undo }: UnitState): boolean {
  return phase === 'binding' || undo?.phase === 'pending' || undo?.phase === 'binding';
}

function undoEffects(state: JobState): Effect[] {
  const at = state.undo?.at ?? -1;
  const step = state.steps[at];
  if (!step) return [];
  if (step.write && isWriteOpen(step.write.phase)) {
    return [takeBackEffect(at, step.write)];
  }
  const turn = undoTurn(state, at);
  const effects = turn.flatMap((located): Effect[] => {
    const phase = located.unit.undo?.phase;
    if (phase === 'calling') return [callEffect(state, located, true)];
    return phase === 'waiting' ? [] : [bindEffect(located, true)];
  });
  return [...effects, ...wakeAt(turn.map(undoDueAt))];
}

function undoDueAt({ unit: { undo } }: LocatedUnit): number | null {
  return undo?.phase === 'waiting' ? undo.call.dueAt : null;
}

function wakes(state: JobState, units: readonly LocatedUnit[]): Effect[] {
  const { jobMaxTtlMs } = state.plan;
  const times = [jobMaxTtlMs === null ? null : state.runStartedAt + jobMaxTtlMs];
  if (!state.paused) {
    times.push(pendingApproval(state)?.dueAt ?? null, pendingWait(state)?.until ?? null);
    for (const located of units) times.push(...timesOf(located));
  }
  return wakeAt(times);
}

/** When a unit's wait for its revert or its next try is over, and its time limit. */
function timesOf(located: LocatedUnit): (number | null)[] {
  const { unit, planned, startedAt } = located;
  if (isBeingUndone(unit)) return [undoDueAt(located)];
  if (startedAt === null || isUnitFinished(unit)) return [];
  const dueAt = unit.phase === 'waiting' ? unit.call.dueAt : null;
  return outlastsItsTime(located) ? [dueAt] : [startedAt + planned.taskMaxTtlMs, dueAt];
}

function wakeAt(times: readonly (number | null)[]): Effect[] {
  let at = Infinity;
  for (const time of times) if (time !== null && time < at) at = time;
  return at === Infinity ? [] : [{ kind: 'wake', at }];
}
