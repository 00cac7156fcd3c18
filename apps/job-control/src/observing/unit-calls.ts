import type { JobState, UnitRef } from '#orchestration';

/** The calls of one unit, forward or back; null if the state has none. */
export function unitCalls(state: JobState, { step, task, unit }: UnitRef, undo: boolean) {
  const found = state.steps[step]?.tasks[task]?.units.at(unit);
  return (undo ? found?.undo?.call : found?.call) ?? null;
}
