import type { StepDto, Wait } from '#contract';
import { parseInstant } from '#contract/pure';
import { type PlannedWait, type TimerEnd } from './plan';
import { type ResolvedPolicies } from './policies';
import { storeRules } from './store-rules';

/** What a step waits for instead of having tasks; null when it has tasks. */
export function plannedWait(
  { wait, waitFor }: Pick<StepDto, 'wait' | 'waitFor'>,
  { onFailure }: Pick<ResolvedPolicies, 'onFailure'>,
): PlannedWait | null {
  if (wait !== undefined) return { kind: 'timer', end: endOf(wait) };
  if (waitFor === undefined) return null;
  const { signal, timeoutSeconds, storeResultAt } = waitFor;
  const timeoutMs = timeoutSeconds === undefined ? null : milliseconds(timeoutSeconds);
  const store = storeRules(storeResultAt);
  return { kind: 'signal', signal, timeoutMs, store, onFailure: onFailure === 'pause' ? 'pause' : 'undo' };
}

function endOf({ seconds = 0, until }: Wait): TimerEnd {
  if (until === undefined) return { afterMs: milliseconds(seconds) };
  if (typeof until === 'string') return { at: parseInstant(until) ?? 0 };
  return { pointer: until.$fromState, default: parseInstant(until.default) };
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1000);
}

/** Whether it needs the state document to begin. */
export function waitReadsState(wait: PlannedWait | null): boolean {
  return wait?.kind === 'timer' && 'pointer' in wait.end;
}

export function waitUsesState(wait: PlannedWait | null): boolean {
  return waitReadsState(wait) || (wait?.kind === 'signal' && wait.store.length > 0);
}
