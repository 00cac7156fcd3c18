import { undoNeed } from './undo-need';
import { type JobState, type UndoPhase, type UnitRef } from '../model/state';
import { addressOf, type LocatedUnit, unitsOf } from '../queries/units';

/** An effect that is still there although the job wanted it gone, or was stopped before it could say. */
export interface OpenEffect {
  readonly task: string;
  readonly requestId: string | null;
  readonly service: string | null;
  readonly reason: string;
  /** Null for what a step wrote into the state document. */
  readonly ref: UnitRef | null;
  readonly step: number;
}

export function openEffects(state: JobState): OpenEffect[] {
  return state.steps.flatMap((step, index) => {
    const units = unitsOf(state, index).flatMap((located): OpenEffect[] => {
      const { unit, ref } = located;
      const reason =
        state.status === 'killed'
          ? reasonIfKilled(state, located)
          : unit.undo?.phase === 'open'
            ? unit.undo.reason
            : null;
      if (reason === null) return [];
      const service = unit.call.target?.name ?? null;
      return [{ task: addressOf(located), requestId: unit.requestId, service, reason, ref, step: index }];
    });
    if (step.write?.phase !== 'open') return units;
    const name = state.plan.steps[index]?.name ?? String(index);
    const reason = step.error?.message ?? 'the state document could not be restored';
    return [
      ...units,
      { task: `${name}/state`, requestId: step.write.key, service: 'shared-state', reason, ref: null, step: index },
    ];
  });
}

const AT_REST: ReadonlySet<UndoPhase> = new Set<UndoPhase>(['acknowledged', 'noop', 'written-off']);

/** Effects of which the service says that there was nothing to undo: neither undone nor open, as far as is known. */
export function noopReverts(state: JobState): OpenEffect[] {
  return state.steps.flatMap((_, step) =>
    unitsOf(state, step).flatMap((located) => {
      const { unit, ref } = located;
      if (unit.undo?.phase !== 'noop') return [];
      const { requestId, call, undo } = unit;
      const service = call.target?.name ?? null;
      return [{ task: addressOf(located), requestId, service, reason: undo.reason ?? '', ref, step }];
    }),
  );
}

function reasonIfKilled(state: JobState, located: LocatedUnit): string | null {
  const { effect, undo } = located.unit;
  if (undo && AT_REST.has(undo.phase)) return null;
  if (!undoNeed(state, located).needed) return null;
  return effect === 'done' ? 'done, and not undone: the job was killed' : 'outcome unknown: the job was killed';
}
