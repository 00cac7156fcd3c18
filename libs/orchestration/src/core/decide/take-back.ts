import { isWriteOpen } from '../advance/backward';
import { type Command, type StateRead } from '../model/commands';
import { type JournalEvent } from '../model/events';
import { type JobState } from '../model/state';
import { type StateWrite } from '../model/state-write';
import { takeBack } from '../undo/take-back';

type Is<T extends Command['type']> = Extract<Command, { type: T }>;

/** The document was read: plans the patch that takes the step's writes back. */
export function onTakeBackRead(state: JobState, { step, document, etag }: StateRead): readonly JournalEvent[] {
  const write = openWrite(state, step);
  if (!write || write.takingBack?.intent) return [];
  if (neverArrived(write, etag)) return takenBack(state, step, []);
  const { operations, kept } = takeBack(document, write.writes);
  if (operations.length === 0) return takenBack(state, step, kept);
  const key = `${write.key}/undo/${(write.takingBack?.round ?? 0) + 1}`;
  return [{ type: 'state-take-back-intended', step, key, etag, operations, kept }];
}

export function onTakenBack(state: JobState, command: Is<'state-taken-back'>): readonly JournalEvent[] {
  const intent = intentOf(state, command);
  return intent ? takenBack(state, command.step, intent.kept) : [];
}

/** More than concurrent writers cause in practice. */
const MAX_ROUNDS = 1_000;

/** A concurrent write won: read again, and plan anew. */
export function onTakeBackConflict(state: JobState, command: Is<'state-take-back-conflict'>): readonly JournalEvent[] {
  if (!intentOf(state, command)) return [];
  const { step } = command;
  const withdrawn: JournalEvent = { type: 'state-take-back-withdrawn', step };
  if ((openWrite(state, step)?.takingBack?.round ?? 0) < MAX_ROUNDS) return [withdrawn];
  const reason = `others kept writing the state document; given up after ${MAX_ROUNDS} tries`;
  return [withdrawn, { type: 'state-left-open', step, reason }];
}

export function onTakeBackFailed(
  state: JobState,
  { step, message }: Omit<Is<'state-not-taken-back'>, 'type'>,
): readonly JournalEvent[] {
  return openWrite(state, step) ? [{ type: 'state-left-open', step, reason: message }] : [];
}

function takenBack(state: JobState, step: number, kept: readonly string[]): JournalEvent[] {
  const name = state.plan.steps[step]?.name ?? String(step);
  const warnings = kept.map((pointer): JournalEvent => ({
    type: 'warned',
    message: `state-not-taken-back: what step "${name}" stored at "${pointer}" is not there as it was left`,
  }));
  return [{ type: 'state-taken-back', step, kept }, ...warnings];
}

/** The write got no response, and the document still has the version it had before the write. */
function neverArrived({ phase, etag }: StateWrite, now: string | null): boolean {
  return phase === 'intended' && etag !== null && etag === now;
}

function openWrite({ phase, undo, steps }: JobState, step: number): StateWrite | null {
  const write = phase === 'undoing' && undo?.at === step ? (steps[step]?.write ?? null) : null;
  return isWriteOpen(write?.phase) ? write : null;
}

function intentOf(state: JobState, { step, key }: { step: number; key: string }) {
  const intent = openWrite(state, step)?.takingBack?.intent;
  return intent?.key === key ? intent : null;
}
