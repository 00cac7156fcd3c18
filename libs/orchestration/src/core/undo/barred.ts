import { FOUND } from '../task/probe';
import { mayHitAnother, settledCallOf, settlingOf } from '../task/settle';
import { type LocatedUnit } from '../units';

/**
 * Why the effect of a unit must not be reverted though it may be there; null where it may. A revert of a create that was
 * perhaps refused would delete the record that was there before the job.
 */
export function barredFromRevert(located: LocatedUnit): string | null {
  const { planned, unit } = located;
  const call = settledCallOf(located);
  if (planned.action === 'revert' || unit.effect !== 'unknown' || call === null) return null;
  if (planned.onUnknown === 'undo' || !mayHitAnother(call)) return null;
  const found = unit.call.attempts.findLast(({ action, status }) => action === 'read' && isSuccess(status));
  const because = found ? `${FOUND}, and ${call.target.name} keeps no request ids` : settlingOf(call).because;
  return `outcome unknown, neither repeated nor reverted: ${because}`;
}

function isSuccess(status = 0): boolean {
  return status >= 200 && status < 300;
}
