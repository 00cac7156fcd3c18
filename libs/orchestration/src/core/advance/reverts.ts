import { type JournalEvent } from '../model/events';
import { type LocatedUnit } from '../queries/units';
import { revertForbidden } from '../undo/revert-forbidden';
import { callIsDue } from './due';

/** What follows by itself for units that are being undone. */
export function revertsDue(units: readonly LocatedUnit[], now: number): JournalEvent[] {
  const barred = units.flatMap(leaveBarred);
  return barred.length > 0 ? barred : units.flatMap((located) => dueAgain(located, now));
}

/** What must not be reverted is left open when its turn comes. */
function leaveBarred(located: LocatedUnit): JournalEvent[] {
  if (located.unit.undo?.phase !== 'pending') return [];
  const reason = revertForbidden(located);
  return reason === null ? [] : [{ type: 'unit-left-open', ...located.ref, reason }];
}

function dueAgain(located: LocatedUnit, now: number): JournalEvent[] {
  const { undo } = located.unit;
  const dueAt = undo?.phase === 'waiting' ? undo.call.dueAt : null;
  return dueAt !== null && dueAt <= now ? [callIsDue(located, true)] : [];
}
