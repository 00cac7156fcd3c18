import { RECORD_FOUND } from '../task/read-verdict';
import { mayAffectOlderRecord, uncertainCallOf, settlementMethodOf } from '../task/settle';
import { type LocatedUnit } from '../queries/units';

/**
 * Why the effect of a unit must not be reverted though it may be there; null where it may. A revert of a create that was
 * perhaps refused would delete the record that was there before the job.
 */
export function revertForbidden(located: LocatedUnit): string | null {
  const { planned, unit } = located;
  const call = uncertainCallOf(located);
  if (planned.action === 'revert' || unit.effect !== 'unknown' || call === null) return null;
  if (planned.onUnknown === 'undo' || !mayAffectOlderRecord(call)) return null;
  const found = unit.call.attempts.findLast(({ action, status }) => action === 'read' && isSuccess(status));
  const because = found
    ? `${RECORD_FOUND}, and ${call.target.name} keeps no request ids`
    : settlementMethodOf(call).because;
  return `outcome unknown, neither repeated nor reverted: ${because}`;
}

function isSuccess(status = 0): boolean {
  return status >= 200 && status < 300;
}
