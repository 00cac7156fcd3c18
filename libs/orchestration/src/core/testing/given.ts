import { type Command } from '../model/commands';
import { type JournalEvent, type RecordedEvent } from '../model/events';
import { handle, replay } from '../handle';
import { type JobState } from '../model/state';

/** A part of an event that is expected; its type always. */
export type Expected = Partial<JournalEvent> & Pick<JournalEvent, 'type'>;

interface Outcome {
  readonly state: JobState;
  readonly events: readonly RecordedEvent[];
  /** Exactly these events, each at least so. */
  then(...expected: (Expected | JournalEvent['type'])[]): Outcome;
}

/** `given(history).when(command).then(events)`. The command comes a millisecond after the history's end. */
export function given(history: readonly RecordedEvent[]) {
  return {
    when(command: Command, afterMs = 1): Outcome {
      const { state, events } = handle(replay(history), command, (history.at(-1)?.at ?? 0) + afterMs);
      const told: Outcome = {
        state,
        events,
        then(...expected) {
          expect(events).toMatchObject(expected.map((one) => (typeof one === 'string' ? { type: one } : one)));
          return told;
        },
      };
      return told;
    },
  };
}
