import { type CallState } from '../model/unit-state';

export interface Cause {
  readonly message: string;
  readonly status?: number;
}

const UNPROVEN: ReadonlySet<string | null> = new Set(['unknown', 'lost']);

/** Why the outcome of a call became unknown at first; null where it never was. What settling found is a consequence. */
export function firstCause({ attempts }: CallState): Cause | null {
  const first = attempts.find(({ outcome }) => UNPROVEN.has(outcome));
  if (!first) return null;
  const { error = 'no response', status } = first;
  return { message: error, ...(status !== undefined && { status }) };
}
