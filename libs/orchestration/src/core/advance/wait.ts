import { getAt, parseInstant } from '#contract/pure';
import { type JournalEvent } from '../model/events';
import { type PendingWait, pendingWait, signalFor } from '../queries/pending-wait';
import { type PlannedSignal, type PlannedWait } from '../plan/plan';
import { type JobState } from '../model/state';
import { valuesOf } from '../task/stored-values';
import { extractValues } from '../task/results';
import { stepAt } from '../queries/units';

/** The step begins to wait; `document` is the state document where that says until when. */
export function startWait(step: number, wait: PlannedWait, now: number, document?: unknown): JournalEvent {
  if (wait.kind === 'signal') {
    const { timeoutMs } = wait;
    return { type: 'step-wait-started', step, until: timeoutMs === null ? null : now + timeoutMs };
  }
  const { end } = wait;
  if ('afterMs' in end) return { type: 'step-wait-started', step, until: now + end.afterMs };
  if ('at' in end) return { type: 'step-wait-started', step, until: end.at };
  const found = getAt(document, end.pointer);
  const until = found === undefined ? end.default : parseInstant(found);
  if (until !== null) return { type: 'step-wait-started', step, until };
  const message = `the wait needs a time (RFC 3339) at "${end.pointer}" of the state document`;
  return { type: 'step-failed', step, code: 'state-value-missing', message };
}

/** What ends the wait of a step: its time, or its signal. */
export function advanceWait(state: JobState, now: number): readonly JournalEvent[] {
  const pending = pendingWait(state);
  if (pending === null) return [];
  const { step, wait, until } = pending;
  const isOver = until !== null && now >= until;
  if (wait.kind === 'timer') return isOver ? [{ type: 'step-completed', step }] : [];
  const { signal: taken } = stepAt(state, step).step.wait ?? {};
  if (taken) return [signalled(state, step, wait, taken.body)];
  const signal = signalFor(state, wait.signal, until);
  if (signal) return [{ type: 'step-signalled', step, signal: signal.seq }];
  return isOver ? [timedOut(pending, wait)] : [];
}

function signalled(state: JobState, step: number, { store }: PlannedSignal, body: unknown): JournalEvent {
  const extracted = extractValues(store, 200, body);
  if (!extracted.ok) {
    const message = `the signal has nothing at sourcePath "${extracted.sourcePath}"`;
    return { type: 'step-failed', step, code: 'source-path-missing', message };
  }
  return { type: valuesOf(state, step).length > 0 ? 'step-settled' : 'step-completed', step };
}

function timedOut({ step, name }: PendingWait, { signal, timeoutMs }: PlannedSignal): JournalEvent {
  const message = `step "${name}": no signal "${signal}" came within ${(timeoutMs ?? 0) / 1000} s`;
  return { type: 'step-failed', step, code: 'signal-timeout', message };
}
