import type { FailureCode } from '#contract';
import { type Command } from '../commands';
import { type AttemptEnded, type JobEvent } from '../events';
import { formatBytes } from '../plan/limits';
import { type JobState, type NextCall } from '../state';
import { backoffMs } from '../task/backoff';
import { bytesOf } from '../task/answer';
import { extract } from '../task/results';
import { nextAfterUnknown } from '../task/settle';
import { judgeForward, type Verdict } from '../task/verdict';
import { hasUnit, type LocatedUnit, unitAt } from '../units';
import { revertAnswered } from './undo-answered';

type Answered = Extract<Command, { type: 'answered' }>;

export function answered(state: JobState, command: Answered, now: number): readonly JobEvent[] {
  // A run before this one may have had more units.
  if (!hasUnit(state, command)) return [];
  const located = unitAt(state, command);
  if (!isAwaited(located, command)) {
    const { answer } = command;
    const message = answer.kind === 'answered' ? `answered ${answer.status}` : answer.message;
    return [{ type: 'late-answer', ...located.ref, undo: command.undo, attempt: command.attempt, message }];
  }
  if (command.undo) return revertAnswered(located, command, now);
  const { call } = located.unit;
  const verdict = judgeForward(command.answer, { unanswered: call.unanswered, ...call.next });
  return [
    attemptEnded(located, command, verdict),
    ...follow(state, located, verdict, bytesOf(command.answer).bytes ?? 0, now),
  ];
}

function isAwaited({ unit }: LocatedUnit, { undo, attempt, requestId }: Answered): boolean {
  const calling = undo ? unit.undo?.phase === 'calling' : unit.phase === 'calling';
  const attempts = undo ? unit.undo?.call.attempts : unit.call.attempts;
  return calling && attempts?.length === attempt && unit.requestId === requestId;
}

function attemptEnded(located: LocatedUnit, command: Answered, verdict: Verdict): AttemptEnded {
  return {
    type: 'attempt-ended',
    ...located.ref,
    undo: false,
    attempt: command.attempt,
    outcome: verdict.kind,
    ...(verdict.status !== undefined && { status: verdict.status }),
    ...bytesOf(command.answer),
    ...('message' in verdict && { error: verdict.message }),
    ...(verdict.kind === 'unknown' && verdict.noRepeat && { noRepeat: true }),
  };
}

function follow(state: JobState, located: LocatedUnit, verdict: Verdict, bytes: number, now: number): JobEvent[] {
  const { ref } = located;
  switch (verdict.kind) {
    case 'succeeded':
      return [succeeded(state, located, verdict, bytes)];
    case 'unusable':
      return [
        { type: 'unit-failed', ...ref, code: 'unusable-answer', message: verdict.message, status: verdict.status },
      ];
    case 'in-progress':
      return [
        state.phase === 'forward' ? waitForIt(located, verdict, now) : failed(located, verdict, 'still-in-progress'),
      ];
    case 'not-executed':
    case 'unknown':
      return [retry(state, located, verdict, now) ?? failed(located, verdict, codeOf(verdict))];
  }
}

function succeeded(
  { limits, resultBytes }: JobState,
  { ref, planned }: LocatedUnit,
  { status, body, raw }: Extract<Verdict, { kind: 'succeeded' }>,
  bytes: number,
): JobEvent {
  if (resultBytes + bytes > limits.resultsBytes) {
    const message = `the results of the job's tasks are larger than ${formatBytes(limits.resultsBytes)} together`;
    return { type: 'unit-failed', ...ref, code: 'limit-exceeded', message, status };
  }
  if (raw && planned.store.length === 0) {
    const message = `answered ${status} with something other than JSON; name a place with storeResultAt to keep it`;
    return { type: 'unit-failed', ...ref, code: 'not-json', message, status };
  }
  const extracted = extract(planned.store, status, body);
  if (!extracted.ok) {
    const message = `the answer has nothing at sourcePath "${extracted.sourcePath}"`;
    return { type: 'unit-failed', ...ref, code: 'source-path-missing', message, status };
  }
  return { type: 'unit-succeeded', ...ref, status, result: body };
}

function waitForIt(located: LocatedUnit, verdict: Extract<Verdict, { kind: 'in-progress' }>, now: number): JobEvent {
  const { ref, unit, planned } = located;
  const waits = unit.call.attempts.filter(({ outcome }) => outcome === 'in-progress').length + 1;
  // "At once" is no time to wait: asking again and again without a pause would help nobody.
  const { retryAfterMs = 0 } = verdict;
  const delay = retryAfterMs > 0 ? retryAfterMs : backoffMs(planned.retry, waits, unit.requestId ?? '');
  const { pollUrl, message } = verdict;
  const { settles } = unit.call.next;
  const next = pollUrl ? { action: 'poll' as const, settles, pollUrl } : nextAfterUnknown(located, {});
  if (next === null) return failed(located, verdict, 'cannot-settle');
  return { type: 'call-waiting', ...ref, undo: false, dueAt: now + delay, next, reason: message, spent: false };
}

type Unproven = Extract<Verdict, { kind: 'not-executed' | 'unknown' }>;

function retry(state: JobState, located: LocatedUnit, verdict: Unproven, now: number): JobEvent | null {
  const { ref, unit, planned } = located;
  const spent = unit.call.spent + 1;
  if (state.phase !== 'forward' || spent >= planned.retry.maxAttempts) return null;
  if (verdict.status !== undefined && planned.retry.nonRetryableStatuses.includes(verdict.status)) return null;
  const next = nextAttempt(located, verdict);
  if (next === null) return null;
  const asked = verdict.kind === 'unknown' ? (verdict.retryAfterMs ?? 0) : 0;
  const delay = Math.max(asked, backoffMs(planned.retry, spent, unit.requestId ?? ''));
  return { type: 'call-waiting', ...ref, undo: false, dueAt: now + delay, next, reason: verdict.message, spent: true };
}

function nextAttempt(located: LocatedUnit, verdict: Unproven): NextCall | null {
  const { planned, unit } = located;
  if (verdict.kind === 'not-executed') {
    return verdict.retryable ? { action: planned.action, settles: false } : null;
  }
  // A repeat that settled nothing will not settle more when it is asked again.
  const pointless = !verdict.retryable;
  if (pointless && !unit.call.next.settles) return null;
  return nextAfterUnknown(located, { noRepeat: pointless || verdict.noRepeat === true });
}

function failed({ ref }: LocatedUnit, verdict: { message: string; status?: number }, code: FailureCode): JobEvent {
  const { message, status } = verdict;
  return { type: 'unit-failed', ...ref, code, message, ...(status !== undefined && { status }) };
}

function codeOf(verdict: Unproven): FailureCode {
  if (verdict.kind === 'unknown') return 'outcome-unknown';
  if (verdict.code !== undefined) return verdict.code;
  return verdict.status === undefined ? 'not-reachable' : 'refused';
}
