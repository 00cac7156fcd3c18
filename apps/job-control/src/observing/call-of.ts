import type { JobState, UnitRef } from '#orchestration';

/** The calls of one unit, forward or back; null when the job knows of none (any more). */
export function callOf(state: JobState, { step, task, unit }: UnitRef, undo: boolean) {
  const found = state.steps[step]?.tasks[task]?.units[unit];
  return (undo ? found?.undo?.call : found?.call) ?? null;
}
