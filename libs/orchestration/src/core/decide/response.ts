import type { FailureCode } from '#contract';
import { type Command } from '../model/commands';
import { type AttemptEnded, type JournalEvent } from '../model/events';
import { formatBytes } from '../plan/limits';
import { type JobState } from '../model/state';
import { type NextCall } from '../model/unit-state';
import { policyBackoffMs, retryDelayMs, unavailableAttempts } from '../task/retry-delay';
import { type ServiceResponse, responseBytes } from '../model/service-response';
import { extractValues } from '../task/results';
import { type Cause, firstCause } from '../task/first-cause';
import { judgeRead } from '../task/read-verdict';
import { responseInTerms } from '../task/translated';
import { nextAfterUnknown, nextWhileInProgress } from '../task/settle';
import { judgeForward, type Verdict } from '../task/verdict';
import { judgeRevertTask } from './revert-task';
import { hasUnit, type LocatedUnit, unitAt } from '../queries/units';
import { onRevertResponse } from './revert-response';

type ResponseCommand = Extract<Command, { type: 'responded' }>;

export function onResponse(state: JobState, command: ResponseCommand, now: number): readonly JournalEvent[] {
  // A run before this one may have had more units.
  if (!hasUnit(state, command)) return [];
  const located = unitAt(state, command);
  if (!isAwaited(located, command)) {
    const { response } = command;
    const message = response.kind === 'responded' ? `responded with ${response.status}` : response.message;
    return [{ type: 'late-answer', ...located.ref, undo: command.undo, attempt: command.attempt, message }];
  }
  if (command.undo) return onRevertResponse(located, command, now);
  const verdict = judge(state, located, command.response);
  return [
    attemptEnded(located, command, verdict),
    ...follow(state, located, verdict, responseBytes(command.response).bytes ?? 0, now),
  ];
}

function judge(state: JobState, located: LocatedUnit, response: ServiceResponse): Verdict {
  const { next, unconfirmed } = located.unit.call;
  if (next.action === 'read') return judgeRead(response);
  const verdict = judgeForward(response, { unconfirmed, ...next });
  const isRevert = located.planned.action === 'revert' && verdict.kind === 'succeeded';
  return isRevert ? judgeRevertTask(state, located, verdict) : verdict;
}

function isAwaited({ unit }: LocatedUnit, { undo, attempt, requestId }: ResponseCommand): boolean {
  const calling = undo ? unit.undo?.phase === 'calling' : unit.phase === 'calling';
  const attempts = undo ? unit.undo?.call.attempts : unit.call.attempts;
  return calling && attempts?.length === attempt && unit.requestId === requestId;
}

function attemptEnded(located: LocatedUnit, command: ResponseCommand, verdict: Verdict): AttemptEnded {
  return {
    type: 'attempt-ended',
    ...located.ref,
    undo: false,
    attempt: command.attempt,
    outcome: verdict.kind,
    ...(verdict.status !== undefined && { status: verdict.status }),
    ...responseBytes(command.response),
    ...('message' in verdict && { error: verdict.message }),
    ...(verdict.kind === 'unknown' && verdict.noRepeat && { noRepeat: true }),
  };
}

function follow(state: JobState, located: LocatedUnit, verdict: Verdict, bytes: number, now: number): JournalEvent[] {
  const { ref } = located;
  switch (verdict.kind) {
    case 'succeeded':
      return [succeeded(state, located, inTerms(located, verdict), bytes)];
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

type Succeeded = Extract<Verdict, { kind: 'succeeded' }>;

function inTerms({ unit: { call } }: LocatedUnit, verdict: Succeeded): Succeeded {
  return { ...verdict, body: responseInTerms(call.target, verdict.body) };
}

function succeeded(
  { limits, resultBytes }: JobState,
  { ref, planned }: LocatedUnit,
  { status, body, raw }: Succeeded,
  bytes: number,
): JournalEvent {
  if (resultBytes + bytes > limits.resultsBytes) {
    const message = `the results of the job's tasks are larger than ${formatBytes(limits.resultsBytes)} together`;
    return { type: 'unit-failed', ...ref, code: 'limit-exceeded', message, status };
  }
  if (raw && planned.store.length === 0) {
    const message = `responded with ${status} with something other than JSON; name a place with storeResultAt to keep it`;
    return { type: 'unit-failed', ...ref, code: 'not-json', message, status, result: body };
  }
  const extracted = extractValues(planned.store, status, body);
  if (!extracted.ok) {
    const message = `the response has nothing at sourcePath "${extracted.sourcePath}"`;
    return { type: 'unit-failed', ...ref, code: 'source-path-missing', message, status, result: body };
  }
  return { type: 'unit-succeeded', ...ref, status, result: body };
}

function waitForIt(
  located: LocatedUnit,
  verdict: Extract<Verdict, { kind: 'in-progress' }>,
  now: number,
): JournalEvent {
  const { ref, unit, planned } = located;
  const waits = unit.call.attempts.filter(({ outcome }) => outcome === 'in-progress').length + 1;
  const { pollUrl, message, retryAfterMs = 0 } = verdict;
  // Retry-After: 0 would poll without a pause.
  const asked = Math.min(retryAfterMs, planned.retry.maxIntervalMs);
  const delay = asked > 0 ? asked : policyBackoffMs(planned.retry, waits, unit.requestId ?? '');
  const { settles } = unit.call.next;
  const next = pollUrl ? { action: 'poll' as const, settles, pollUrl } : nextWhileInProgress(located);
  if (next === null) return failed(located, verdict, 'cannot-settle');
  return { type: 'call-waiting', ...ref, undo: false, dueAt: now + delay, next, reason: message, spent: false };
}

type Unproven = Extract<Verdict, { kind: 'not-executed' | 'unknown' }>;

function retry(state: JobState, located: LocatedUnit, verdict: Unproven, now: number): JournalEvent | null {
  const { ref, unit, planned } = located;
  const { message, status, retryAfterMs } = verdict;
  const pointless = status !== undefined && planned.retry.nonRetryableStatuses.includes(status);
  const next = state.phase === 'forward' && !pointless ? nextAttempt(located, verdict) : null;
  const { tries, until, spent } = budgetFor(located, verdict);
  if (next === null || now >= until) return null;
  const dueAt = Math.min(until, now + retryDelayMs(planned.retry, tries, unit.requestId ?? '', retryAfterMs));
  return { type: 'call-waiting', ...ref, undo: false, dueAt, next, reason: message, spent };
}

/** An unavailable service is retried for a time, unless the author limits the attempts. */
function budgetFor({ unit: { call }, planned }: LocatedUnit, verdict: Unproven) {
  if (verdict.kind === 'not-executed' && verdict.absent === true && !planned.attemptsSet) {
    return { tries: unavailableAttempts(call), until: call.since + planned.bindTimeoutMs, spent: false };
  }
  const tries = call.spent + 1;
  return { tries, until: tries < planned.retry.maxAttempts ? Infinity : -Infinity, spent: true };
}

function nextAttempt(located: LocatedUnit, verdict: Unproven): NextCall | null {
  const { planned, unit } = located;
  if (verdict.kind === 'not-executed') {
    return verdict.retryable ? { action: planned.action, settles: false } : null;
  }
  // A repeat that settled nothing would not settle it the next time.
  const pointless = !verdict.retryable;
  if (pointless && !unit.call.next.settles) return null;
  return nextAfterUnknown(located, { noRepeat: pointless || verdict.noRepeat === true });
}

/** The cause is the first failure that made the outcome unknown; the attempts have what settling found. */
function failed({ ref, unit }: LocatedUnit, verdict: Cause, code: FailureCode): JournalEvent {
  const { message, status } = firstCause(unit.call) ?? verdict;
  return { type: 'unit-failed', ...ref, code, message, ...(status !== undefined && { status }) };
}

function codeOf(verdict: Unproven): FailureCode {
  if (verdict.kind === 'unknown') return 'outcome-unknown';
  if (verdict.code !== undefined) return verdict.code;
  return verdict.status === undefined ? 'not-reachable' : 'refused';
}
