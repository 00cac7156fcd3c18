import { hasEnded } from '#contract/pure';
import { type JournalEvent } from '../model/events';
import { type JobState } from '../model/state';
import { advanceDraining, advanceUndoing } from './backward';
import { advanceForward } from './forward';

/** The events that follow from a state and the time alone; none while the job waits for a command. */
export function advance(state: JobState, now: number): readonly JournalEvent[] {
  if (hasEnded(state)) return [];
  switch (state.phase) {
    case 'preparing':
    case 'forward':
      return advanceForward(state, now);
    case 'draining':
      return advanceDraining(state);
    case 'undoing':
      return advanceUndoing(state, now);
    case 'ended':
      return [];
  }
}
