import { type JobEvent } from '../events';
import { callOf, type LocatedUnit } from '../units';

/**
 * The wait of a call is over: because it is time, or because an operator wants it tried now. A poll goes to the address the
 * service gave: no instance is looked for.
 */
export function callIsDue({ ref, unit }: LocatedUnit, undo: boolean, hurried = false): JobEvent[] {
  const { next, attempts } = callOf(unit, undo);
  const due: JobEvent = { type: 'call-due', ...ref, undo, ...(hurried && { hurried }) };
  if (next.action !== 'poll') return [due];
  return [due, { type: 'attempt-started', ...ref, undo, attempt: attempts.length + 1, action: 'poll' }];
}
