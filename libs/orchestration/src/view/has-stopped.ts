import type { JobState } from '../core/model/state';

/** Whether the job no longer proceeds: a unit that is not finished then neither runs nor waits. */
export function hasStopped({ phase, status }: JobState): boolean {
  return status === 'killed' || phase === 'undoing' || phase === 'ended';
}
