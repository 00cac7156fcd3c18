import type { AttemptView, TaskView, UndoView } from '#contract';
import type { AttemptState, CallState, JobState, UndoState, UnitState } from '../core/state';
import { addressOf, type LocatedUnit } from '../core/units';
import { effectWords } from './effect-words';
import { hasStopped } from './has-stopped';
import { optional, rfc3339 } from './format';

export function toTaskView(state: JobState, located: LocatedUnit): TaskView {
  const { planned, unit } = located;
  const { call } = unit;
  // Nothing of a step that was skipped runs: its tasks share its fate, and its reason.
  const step = state.steps[located.ref.step];
  const skipped = step?.phase === 'skipped' && unit.phase === 'new';
  return {
    name: planned.name,
    address: addressOf(located),
    state: skipped ? 'skipped' : stateOf(unit, hasStopped(state)),
    effect: unit.effect,
    attempts: call.attempts.map(toAttemptView),
    ...optional({
      description: planned.description,
      service: call.target && { registryID: call.target.registryId, name: call.target.name, url: call.target.url },
      requestId: unit.requestId,
      waitingFor: hasStopped(state) ? null : waitingFor(call),
      skippedBecause: skipped ? step.skippedBecause : unit.skippedBecause,
      startedAt: rfc3339(unit.startedAt),
      completedAt: rfc3339(unit.endedAt),
      durationMs: unit.startedAt !== null && unit.endedAt !== null ? unit.endedAt - unit.startedAt : null,
      error: unit.error,
      undo: unit.undo && toUndoView(unit.undo),
      effectBecause: effectWords(located),
      stateWrites: writesOf(state, located),
    }),
    ...(unit.phase === 'succeeded' && { result: unit.result }),
  };
}

function stateOf(unit: UnitState, stopped: boolean): TaskView['state'] {
  switch (unit.phase) {
    case 'new':
      return 'pending';
    case 'binding':
    case 'calling':
    case 'waiting':
      if (stopped) return unit.effect === 'unknown' ? 'unknown' : 'stopped';
      if (unit.phase === 'binding') return unit.call.waitingFor === null ? 'running' : 'waiting';
      return unit.phase === 'calling' ? 'running' : 'waiting';
    case 'failed':
      return unit.effect === 'unknown' ? 'unknown' : 'failed';
    default:
      return unit.phase;
  }
}

function toUndoView({ phase, reason, call }: UndoState): UndoView {
  return {
    state: phase === 'binding' || phase === 'calling' ? 'running' : phase,
    attempts: call.attempts.map(toAttemptView),
    ...optional({ reason: reason ?? waitingFor(call) }),
  };
}

function toAttemptView(attempt: AttemptState): AttemptView {
  const { n, action, startedAt, endedAt, outcome, status, error } = attempt;
  return {
    action,
    number: n,
    startedAt: rfc3339(startedAt) ?? '',
    ...optional({
      endedAt: rfc3339(endedAt),
      durationMs: endedAt === null ? null : endedAt - startedAt,
      status,
      outcome,
      error,
    }),
  };
}

function waitingFor({ waitingFor, dueAt }: CallState): string | null {
  if (waitingFor === null) return null;
  return dueAt === null ? waitingFor : `${waitingFor}; again at ${rfc3339(dueAt) ?? ''}`;
}

/** What became of the places that this task wrote to. */
function writesOf(state: JobState, { ref, planned }: LocatedUnit): TaskView['stateWrites'] | null {
  const step = state.steps[ref.step];
  if (!step?.write || planned.store.length === 0) return null;
  const places = new Set(planned.store.map(({ targetPath }) => targetPath));
  const { phase } = step.write;
  return step.write.writes
    .filter(({ path, task }) => (task === undefined ? places.has(path) : task === ref.task))
    .map(({ path }) => ({
      pointer: path,
      outcome: phase === 'taken-back' ? (step.kept.includes(path) ? 'changed-since' : 'taken-back') : phase,
    }));
}
