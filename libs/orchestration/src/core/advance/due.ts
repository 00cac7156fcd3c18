import { type JournalEvent } from '../model/events';
import { type LocatedUnit } from '../queries/units';

/** The wait of a call is over: because it is time, or because an operator wants it tried now. */
export function callIsDue({ ref }: LocatedUnit, undo: boolean, hurried = false): JournalEvent {
  return { type: 'call-due', ...ref, undo, ...(hurried && { hurried }) };
}
