import { type JournalEvent } from '../model/events';
import { type JobState } from '../model/state';
import { type NextCall } from '../model/unit-state';
import { type FailedWait, failuresToDecide, waitToDecide } from '../queries/reactions';
import { addressOf, type LocatedUnit } from '../queries/units';
import { nextAfterUnknown, settlementMethodOf, uncertainCallOf } from '../task/settle';
import { ActionRefused } from './action-refused';

/**
 * An operator lets a job go on that was paused because tasks failed, or a signal: without those named in `skip`; the others
 * are tried again.
 * @throws ActionRefused where something else is named, or where one cannot be tried again
 */
export function decideFailures(state: JobState, skip: readonly string[], reason: string | null): JournalEvent[] {
  const wait = state.paused ? waitToDecide(state) : null;
  if (wait !== null) return decideWait(wait, skip);
  const failures = state.paused ? failuresToDecide(state) : [];
  const addresses = failures.map(addressOf);
  checkSkipped(skip, addresses, [...addresses, ...failures.map(({ planned }) => planned.address)]);
  const wanted = new Set(skip);
  return failures.flatMap((located) => (isNamed(located, wanted) ? passOver(located, reason) : [retry(located)]));
}

/** The name of a `forEach` task means all of its items that failed. */
function isNamed(located: LocatedUnit, names: ReadonlySet<string>): boolean {
  return names.has(addressOf(located)) || names.has(located.planned.address);
}

function checkSkipped(skip: readonly string[], failed: readonly string[], names = failed): void {
  const known = new Set(names);
  const unknown = skip.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  if (failed.length === 0) {
    const what = 'skip writes off open effects, and goes on without tasks that failed';
    throw new ActionRefused(`${what}; the job has none that wait for it`);
  }
  throw new ActionRefused(`not a task that failed: ${unknown.join(', ')}; what can be skipped: ${failed.join(', ')}`);
}

/** The step is left out, or waits once more, for its whole time. */
function decideWait({ step, name, error }: FailedWait, skip: readonly string[]): JournalEvent[] {
  checkSkipped(skip, [name]);
  if (skip.length === 0) return [{ type: 'step-retried', step }];
  const because = `an operator let the job go on: ${error.message}`;
  return [
    { type: 'step-skipped', step, because },
    { type: 'warned', message: `step "${name}" failed, and ${because}` },
  ];
}

/** What it may have done stays, and is undone if the job is. */
function passOver(located: LocatedUnit, reason: string | null): JournalEvent[] {
  const { ref, unit } = located;
  const writtenOff: JournalEvent[] = unit.undo?.phase === 'open' ? [{ type: 'unit-written-off', ...ref, reason }] : [];
  const message = `${addressOf(located)} failed, and an operator let the job go on: ${unit.error?.message ?? ''}`;
  return [...writtenOff, { type: 'unit-tolerated', ...ref, how: 'skip', reason }, { type: 'warned', message }];
}

function retry(located: LocatedUnit): JournalEvent {
  const { ref, unit } = located;
  const retried = { type: 'unit-retried', ...ref } as const;
  if (unit.undo?.phase === 'open' || unit.requestId === null) return retried;
  return { ...retried, next: nextAfterFailure(located) };
}

/** The same request again where it was not executed; elsewhere what became of it is found out first. */
function nextAfterFailure(located: LocatedUnit): NextCall {
  const { planned, unit } = located;
  if (unit.effect === 'none') return { action: planned.action, settles: false };
  const next = nextAfterUnknown(located);
  // A record that is found says nothing about a call that is known to have made it.
  if (next !== null && !(unit.effect === 'done' && next.action === 'read')) return next;
  const call = uncertainCallOf(located);
  const because = call === null ? 'nothing is known of it' : settlementMethodOf(call).because;
  const what = unit.effect === 'done' ? 'it did something' : 'its outcome is unknown';
  throw new ActionRefused(
    `${addressOf(located)} cannot be tried again: ${what}, and ${because}; continue without it (skip), or cancel the job`,
  );
}
