import { type NextCall } from '../state';
import { isSafe } from '../undo/needed';
import { type LocatedUnit } from '../units';

/**
 * How an unknown outcome can be settled: with `/repeat`, same message, same ids, marked as settling; by executing again
 * only what is declared safe or idempotent; else not at all, and the task is undone.
 */
export function nextAfterUnknown({ planned, unit }: LocatedUnit, learned: { noRepeat?: boolean }): NextCall | null {
  // What the author asked for is idempotent by contract: asking again settles it.
  if (planned.action !== 'execute') return { action: planned.action, settles: false };
  const { target, noRepeat } = unit.call;
  const offersRepeat = target?.endpoints.repeat !== null && !noRepeat && !learned.noRepeat;
  if (offersRepeat) return { action: 'repeat', settles: true };
  return isSafe(unit) || target?.idempotent ? { action: 'execute', settles: false } : null;
}
