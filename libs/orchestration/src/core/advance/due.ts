import { type JournalEvent } from '../model/events';
import { type LocatedUnit } from '../queries/units';

/** The wait of a call is over: it is due, or an operator wants a retry now. */
export function callIsDue({ ref }: LocatedUnit, undo: boolean, hurried = false): JournalEvent {
  return { type: 'call-due', ...ref, undo, ...(hurried && { hurried }) };
}
