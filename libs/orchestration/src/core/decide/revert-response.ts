import { REVERT } from '../queries/mark-for-undo';
import { isCommandMessage } from '#contract/pure';
import { type Command } from '../model/commands';
import { type AttemptEnded, type JournalEvent } from '../model/events';
import { type NextCall } from '../model/unit-state';
import { responseBytes } from '../model/service-response';
import { retryDelayMs } from '../task/retry-delay';
import { judgeUndo, type UndoVerdict } from '../undo/verdict';
import { type LocatedUnit } from '../queries/units';

export function onRevertResponse(
  located: LocatedUnit,
  command: Extract<Command, { type: 'responded' }>,
  now: number,
): readonly JournalEvent[] {
  const { ref, unit } = located;
  const call = unit.undo?.call;
  if (!call?.target) return [];
  const action = call.next.action === 'poll' ? 'poll' : 'revert';
  const { pollUrl } = call.next;
  const { effect, body } = unit;
  const { unconfirmed, target } = call;
  const executed = isCommandMessage(body) ? body.command : null;
  const verdict = judgeUndo(command.response, { action, effect, unconfirmed, pollUrl, command: executed, target });
  const ended: AttemptEnded = {
    type: 'attempt-ended',
    ...ref,
    undo: true,
    attempt: command.attempt,
    // Without an effect it cannot have been the revert that succeeded.
    outcome: verdict.kind === 'again' && verdict.notExecuted ? 'not-executed' : OUTCOMES[verdict.kind],
    ...(verdict.status !== undefined && { status: verdict.status }),
    ...responseBytes(command.response),
    ...('message' in verdict && { error: verdict.message }),
  };
  return [ended, ...follow(located, verdict, now)];
}

const OUTCOMES = {
  acknowledged: 'succeeded',
  noop: 'noop',
  refused: 'refused',
  again: 'unknown',
  'in-progress': 'in-progress',
} as const satisfies Record<UndoVerdict['kind'], AttemptEnded['outcome']>;

function follow(located: LocatedUnit, verdict: UndoVerdict, now: number): JournalEvent[] {
  const { ref } = located;
  switch (verdict.kind) {
    case 'acknowledged':
      return [{ type: 'unit-reverted', ...ref, reason: verdict.reason }];
    case 'noop':
      return [{ type: 'unit-reverted', ...ref, reason: verdict.reason, noop: true }];
    case 'refused':
      return [{ type: 'unit-left-open', ...ref, reason: verdict.message }];
    case 'again':
      return revertAgain(located, verdict, now);
    case 'in-progress':
      return waitForIt(located, verdict, now);
  }
}

/** Waits for a revert in progress. That is no failure and no attempt; it is limited by the task's total time. */
function waitForIt(
  { ref, unit, planned }: LocatedUnit,
  { message, retryAfterMs, pollUrl }: Extract<UndoVerdict, { kind: 'in-progress' }>,
  now: number,
): JournalEvent[] {
  const attempts = unit.undo?.call.attempts ?? [];
  const waited = attempts.slice(
    attempts.findLastIndex(({ endedAt, outcome }) => endedAt !== null && outcome !== 'in-progress') + 1,
  );
  if (now - (waited[0]?.startedAt ?? now) >= planned.taskMaxTtlMs) {
    return [{ type: 'unit-left-open', ...ref, reason: message }];
  }
  const delay = retryDelayMs(planned.undoRetry, waited.length, unit.requestId ?? '', retryAfterMs);
  const next: NextCall = pollUrl ? { action: 'poll', settles: false, pollUrl } : REVERT;
  return [{ type: 'call-waiting', ...ref, undo: true, dueAt: now + delay, next, reason: message, spent: false }];
}

/** Retries the revert within the undo's retry budget; after that the effect stays open. */
export function revertAgain(
  { ref, unit, planned }: LocatedUnit,
  verdict: { message: string; status?: number; retryAfterMs?: number },
  now: number,
): JournalEvent[] {
  const spent = (unit.undo?.call.spent ?? 0) + 1;
  const pointless = verdict.status !== undefined && planned.undoRetry.nonRetryableStatuses.includes(verdict.status);
  if (pointless || spent >= planned.undoRetry.maxAttempts) {
    return [{ type: 'unit-left-open', ...ref, reason: verdict.message }];
  }
  const delay = retryDelayMs(planned.undoRetry, spent, unit.requestId ?? '', verdict.retryAfterMs);
  return [
    {
      type: 'call-waiting',
      ...ref,
      undo: true,
      dueAt: now + delay,
      next: REVERT,
      reason: verdict.message,
      spent: true,
    },
  ];
}
