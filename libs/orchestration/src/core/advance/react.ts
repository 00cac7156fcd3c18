import { type JournalEvent } from '../model/events';
import { reactionTo, unresolvedFailures } from '../queries/reactions';
import { addressOf, alternativeOf, isBeingUndone, type LocatedUnit } from '../queries/units';
import { fail, failureOf, pauseAfter } from './fail';
import { revertsDue } from './reverts';

/** What follows the failures among the units of a step: nothing while only undos are under way. */
export function reactToFailures(units: readonly LocatedUnit[], now: number): JournalEvent[] {
  const failed = unresolvedFailures(units);
  const undoing = failed.find((located) => reactionTo(located) === 'undo');
  if (undoing) return [fail(failureOf(undoing))];
  const pausing = failed.find((located) => reactionTo(located) === 'pause');
  if (pausing) return [pauseAfter(failureOf(pausing))];
  return [...revertsDue(failed, now), ...failed.flatMap(goOn)];
}

/** First what the unit may have done is undone. */
function goOn(located: LocatedUnit): JournalEvent[] {
  const { ref, planned, unit } = located;
  if (unit.undo === null) return [{ type: 'unit-undo-started', ...ref }];
  if (isBeingUndone(unit)) return [];
  const { message } = failureOf(located);
  const next: JournalEvent[] =
    planned.orElse === null
      ? [{ type: 'unit-tolerated', ...ref, how: 'continue', reason: null }, toleratedWarning(located, message)]
      : [{ type: 'unit-alternative-started', ...ref, alternative: alternativeOf(unit) + 1, because: message }];
  return unit.undo.phase === 'noop' ? [noopWarning(located, unit.undo.reason), ...next] : next;
}

function toleratedWarning(located: LocatedUnit, message: string): JournalEvent {
  return { type: 'warned', message: `${addressOf(located)} failed, and the job went on: ${message}` };
}

/** The record of the unit may be replaced by that of its alternative. */
function noopWarning(located: LocatedUnit, reason: string | null): JournalEvent {
  return { type: 'warned', message: `${addressOf(located)} failed: ${reason ?? 'its service found nothing to undo'}` };
}
