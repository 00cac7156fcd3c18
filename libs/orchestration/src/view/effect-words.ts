import type { UnitState } from '../core/model/unit-state';
import { firstCause } from '../core/task/first-cause';
import { uncertainCallOf, type SettlementMethod, settlementMethodOf } from '../core/task/settle';
import { isUnitFinished, type LocatedUnit } from '../core/queries/units';

/** Why a unit has this effect status; null while it has none. */
export function effectWords(located: LocatedUnit): string | null {
  const { unit } = located;
  const cause = firstCause(unit.call);
  if (unit.call.attempts.length === 0) return null;
  switch (unit.effect) {
    case 'none':
      return `not executed: ${unit.call.attempts.at(-1)?.error ?? 'nothing was done'}`;
    case 'done':
      return `done: responded with ${statusOf(unit)}${cause ? `, after ${cause.message}` : ''}`;
    case 'unknown':
      return cause && `outcome unknown: ${cause.message}; ${settlingWords(located)}`;
  }
}

function statusOf({ status, error, call }: UnitState): number | string {
  return status ?? error?.status ?? call.attempts.at(-1)?.status ?? '2xx';
}

function settlingWords(located: LocatedUnit): string {
  const { planned, unit } = located;
  const call = uncertainCallOf(located);
  if (planned.action !== 'execute' || call === null) return `asked for again, as the job says ${planned.action}`;
  // The attempts show what a repeat brought; this is why it was chosen.
  const settling = settlementMethodOf({ ...call, noRepeat: false });
  if (settling.by === null) return neverWords(settling);
  const asked = unit.call.attempts.findLast(({ action }) => action === settling.by);
  const found = asked === undefined ? '' : `: ${asked.error ?? 'no response yet'}`;
  const tense = isUnitFinished(unit) ? 'could not be settled by' : 'to be settled by';
  return `${tense} ${settling.by} (${settling.because})${found}`;
}

function neverWords({ because }: SettlementMethod): string {
  return `cannot be settled: ${because}`;
}
