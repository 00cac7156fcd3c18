import type { JobState } from '#orchestration';
import { hasAnyScope, type Principal } from '#platform';

/** The owner whose jobs a caller may see and operate; undefined: all. Operators see the jobs of others. */
export function visibleOwner(caller: Principal | null): string | undefined {
  return caller === null || hasAnyScope(caller, ['jobs:operate']) ? undefined : caller.name;
}

export function maySeeJob(caller: Principal | null, { submittedBy }: Pick<JobState, 'submittedBy'>): boolean {
  const owner = visibleOwner(caller);
  return owner === undefined || owner === submittedBy;
}
