import type { JobState } from '../core/state';

/** Whether the job no longer goes forward: whatever had begun and was not finished then is neither running nor waiting. */
export function hasStopped({ phase, status }: JobState): boolean {
  return status === 'killed' || phase === 'undoing' || phase === 'ended';
}
