import type { JobState } from '#orchestration';
import { mayAny, type Principal } from '#platform';

/** Whose jobs a caller sees and may steer; undefined: all. Operators are there for the jobs of others. */
export function ownerSeenBy(caller: Principal | null): string | undefined {
  return caller === null || mayAny(caller, ['jobs:operate']) ? undefined : caller.name;
}

export function sees(caller: Principal | null, { submittedBy }: Pick<JobState, 'submittedBy'>): boolean {
  const owner = ownerSeenBy(caller);
  return owner === undefined || owner === submittedBy;
}
