import { type JobState, type StepState } from '../model/state';
import { isUnitOver, type LocatedUnit, openUnitsOf, stepAt } from './units';

/**
 * What follows when a unit has failed for good. `go-on`: what it may have done is undone, and the step goes on, with an
 * alternative or without it.
 */
export type FailureReaction = 'go-on' | 'pause' | 'undo';

export function reactionTo({ planned, unit }: LocatedUnit): FailureReaction {
  const mayGoOn = planned.orElse !== null || planned.onFailure === 'continue';
  // What could not be undone is not left behind.
  if (mayGoOn && unit.undo?.phase !== 'open') return 'go-on';
  return planned.onFailure === 'pause' ? 'pause' : 'undo';
}

/**
 * Whether a unit that is late waits for the response to its call all the same: it cannot be undone while the call is in
 * flight, and the job goes on.
 */
export function outlastsItsTime(located: LocatedUnit): boolean {
  return located.unit.phase === 'calling' && reactionTo(located) !== 'undo';
}

/** The units that failed, and that an operator has to decide about. */
export function failuresToDecide(state: JobState): LocatedUnit[] {
  if (state.phase !== 'forward' || state.steps[state.cursor]?.phase !== 'running') return [];
  return unresolvedFailures(openUnitsOf(state, state.cursor)).filter((located) => reactionTo(located) === 'pause');
}

/** A step that waited for a signal in vain. */
export interface FailedWait {
  readonly step: number;
  readonly name: string;
  readonly error: NonNullable<StepState['error']>;
}

const SIGNAL_FAILURES: ReadonlySet<string> = new Set(['signal-timeout', 'source-path-missing']);

/** The step whose signal failed, where an operator has to decide about that; null: none. */
export function waitToDecide(state: JobState): FailedWait | null {
  const { phase, steps, cursor: step } = state;
  if (phase !== 'forward' || steps[step]?.phase !== 'failed') return null;
  const { plan, step: failed } = stepAt(state, step);
  const { name, wait } = plan;
  const { error } = failed;
  if (wait?.kind !== 'signal' || wait.onFailure !== 'pause' || error === null) return null;
  return SIGNAL_FAILURES.has(error.code) ? { step, name, error } : null;
}

/** Those of some units that failed, and about which something has yet to be done. */
export function unresolvedFailures(units: readonly LocatedUnit[]): LocatedUnit[] {
  return units.filter(({ unit }) => unit.phase === 'failed' && !isUnitOver(unit));
}
