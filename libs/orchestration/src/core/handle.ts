import { advance } from './advance/advance';
import { BYTES_AT_ONCE, bytesPreparedBy } from './advance/prepare-units';
import { type Command } from './model/commands';
import { decide } from './decide/decide';
import { type JournalEvent, type RecordedEvent } from './model/events';
import { documentOf, evolveAll, Evolution } from './evolve/evolve';
import { compiling } from './plan/compile';
import { type JobState } from './model/state';

export interface Transition {
  readonly state: JobState;
  readonly events: readonly RecordedEvent[];
  /** More follows by itself; other jobs have their turn first. A `tick` goes on. */
  readonly more: boolean;
}

/** Of what follows by itself, no more is done in one transition. */
const FOLLOWING_AT_ONCE = 100;

/** One command; see `handleAll`. */
export function handle(before: JobState | null, command: Command, now: number): Transition {
  return handleAll(before, [command], now);
}

/**
 * Applies commands one after another, and then every event that follows from the state alone. `now` is milliseconds
 * since the epoch, the core's only input besides commands.
 * @throws ActionRefused when an operator asks for what makes no sense now.
 */
export function handleAll(before: JobState | null, commands: readonly Command[], now: number): Transition {
  const events: RecordedEvent[] = [];
  const evolution = new Evolution(before);
  const record = (event: JournalEvent): void => {
    const recorded: RecordedEvent = { seq: (evolution.state?.version ?? 0) + 1, at: now, ...event };
    evolution.record(recorded);
    events.push(recorded);
  };
  for (const command of commands) decide(evolution.state, command, now).forEach(record);
  const told = events.length;
  let more = false;
  for (let preparedBytes = 0; !more;) {
    const following: readonly JournalEvent[] = evolution.state === null ? [] : advance(evolution.state, now);
    if (following.length === 0) break;
    following.forEach(record);
    preparedBytes += bytesPreparedBy(following);
    more = events.length - told >= FOLLOWING_AT_ONCE || preparedBytes >= BYTES_AT_ONCE;
  }
  const { state } = evolution;
  if (state === null) throw new Error('nothing is known of the job that these commands speak of');
  return { state, events, more };
}

/** The state after a job's whole history. */
export function replay(events: Iterable<RecordedEvent>): JobState | null {
  return evolveAll(null, events);
}

const EVENTS_IN_A_PIECE = 200;

/** Applies a part of a job's history to the state before it, in slices of events. */
export function* replaying(
  events: readonly RecordedEvent[],
  before: JobState | null = null,
): Generator<void, JobState | null> {
  const [first] = events;
  if (first?.type === 'job-accepted') yield* compiling(documentOf(first), first.defaults);
  let state = before;
  for (let from = 0; from < events.length; from += EVENTS_IN_A_PIECE) {
    state = evolveAll(state, events.slice(from, from + EVENTS_IN_A_PIECE));
    yield;
  }
  return state;
}
