import { hasEnded } from '#contract/pure';
import { type PlannedWait } from '../plan/plan';
import { type JobState, type ReceivedSignal } from '../model/state';

/** A step that waits for a time or for a signal. Steps run one after another: at most one waits at a time. */
export interface PendingWait {
  readonly step: number;
  readonly name: string;
  readonly description: string | null;
  readonly wait: PlannedWait;
  readonly since: number;
  /** When the time is over; null where it never is. */
  readonly until: number | null;
}

export function pendingWait(state: JobState): PendingWait | null {
  const { plan, phase, steps, cursor: step } = state;
  const planned = plan.steps[step];
  const current = steps[step];
  if (phase !== 'forward' || hasEnded(state) || current?.phase !== 'waiting' || !planned?.wait) return null;
  const { name, description = null, wait } = planned;
  const { since, until } = current.wait ?? { since: 0, until: null };
  return { step, name, description, wait, since, until };
}

/** The first signal of this name that no step has taken, and that came in time. */
export function signalFor({ signals }: JobState, name: string, until: number | null): ReceivedSignal | undefined {
  return signals.find((signal) => signal.name === name && !signal.taken && signal.at < (until ?? Infinity));
}
