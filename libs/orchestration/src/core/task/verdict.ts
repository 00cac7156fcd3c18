import type { FailureCode } from '#contract';
import { isJsonObject } from '#contract/pure';
import { type CallAction } from '../model/unit-state';
import {
  isNoop,
  type ServiceResponse,
  type ResponseBody,
  type Responded,
  type NotSent,
} from '../model/service-response';

/**
 * What a response to a forward call proves. There are three outcomes, not two: an effect that happened, one that
 * provably did not, and one that is unknown.
 */
export type Verdict =
  | { readonly kind: 'succeeded'; readonly status: number; readonly body: unknown; readonly raw: boolean }
  /** Done, but the job cannot use the response: the task fails and is undone. */
  | { readonly kind: 'unusable'; readonly status: number; readonly message: string }
  | {
      readonly kind: 'not-executed';
      readonly status?: number;
      readonly message: string;
      readonly retryable: boolean;
      /** The service is not there, or too busy to take the call. */
      readonly absent?: boolean;
      readonly retryAfterMs?: number;
      /** Failure code, if more is known than that no instance was reached. */
      readonly code?: FailureCode;
    }
  | {
      readonly kind: 'unknown';
      readonly status?: number;
      readonly message: string;
      readonly retryable: boolean;
      readonly retryAfterMs?: number;
      /** The service has no /repeat: settle another way, or not at all. */
      readonly noRepeat?: boolean;
    }
  /** Still working, or not now: wait, then ask again. */
  | {
      readonly kind: 'in-progress';
      readonly status: number;
      readonly message: string;
      readonly retryAfterMs?: number;
      readonly pollUrl?: string;
    };

export interface ForwardCall {
  readonly action: CallAction;
  readonly settles: boolean;
  /** An earlier send of the same request may have had its effect: no response proved the opposite. */
  readonly unconfirmed: boolean;
  /** Where a poll asks. */
  readonly pollUrl?: string;
}

export function judgeForward(response: ServiceResponse, call: ForwardCall): Verdict {
  switch (response.kind) {
    case 'not-sent':
      return call.unconfirmed || call.action === 'poll'
        ? { kind: 'unknown', message: response.message, retryable: true }
        : notExecuted(response);
    case 'no-response':
      return { kind: 'unknown', message: response.message, retryable: true };
    case 'responded':
      return judgeStatus(response, call);
  }
}

function notExecuted({ message, refusal, untried }: NotSent): Verdict {
  return refusal
    ? { kind: 'not-executed', message, retryable: !refusal.final, code: refusal.code }
    : { kind: 'not-executed', message, retryable: true, absent: untried !== true };
}

function judgeStatus(response: Responded, call: ForwardCall): Verdict {
  const { status, retryAfterMs } = response;
  const message = describeResponse(response);
  if (isNotProcessed(response) && call.action !== 'poll') return notProcessed(response, call, message);
  if (isNotReady(response, call)) {
    return { kind: 'in-progress', status, message, retryAfterMs, pollUrl: pollUrlAfter(response, call) };
  }
  if (status >= 200 && status < 300) return judgeSuccess(response, call);
  if (isRepeatMissing(status, call)) {
    return { kind: 'unknown', status, message: `${message}: repeat is not offered`, retryable: true, noRepeat: true };
  }
  const polled = call.action === 'poll';
  const refused = isRefusal(status);
  if (refused && !call.unconfirmed && !polled) return { kind: 'not-executed', status, message, retryable: false };
  return { kind: 'unknown', status, message, retryable: !refused || polled, retryAfterMs };
}

/** The service refuses this request; the outcome of an earlier one stays unknown. */
function notProcessed({ status, retryAfterMs }: Responded, { unconfirmed }: ForwardCall, message: string): Verdict {
  const known = { status, message, retryable: true, retryAfterMs };
  return unconfirmed ? { kind: 'unknown', ...known } : { kind: 'not-executed', absent: true, ...known };
}

function isNotReady(response: Responded, call: ForwardCall): boolean {
  return isInProgress(response) || isNotProcessed(response) || isSeeOther(response, call);
}

/** The poll address stays the same until a response names another. */
export function pollUrlAfter({ location }: Responded, { pollUrl }: { readonly pollUrl?: string }): string | undefined {
  return location ?? pollUrl;
}

/** 408 says only that the service stopped waiting. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

/** A poll that is redirected to the result (RFC 9110, section 15.4.4). */
function isSeeOther({ status, location }: Responded, { action }: ForwardCall): boolean {
  return action === 'poll' && status === 303 && location !== undefined;
}

function isRepeatMissing(status: number, { settles, action }: ForwardCall): boolean {
  return settles && action !== 'poll' && NOT_OFFERED.has(status);
}

/** Statuses that say an endpoint is not there (protocol, section 2). */
const NOT_OFFERED: ReadonlySet<number> = new Set([404, 405, 501]);

function judgeSuccess({ status, body }: Responded, call: ForwardCall): Verdict {
  switch (body.kind) {
    case 'empty':
      return { kind: 'succeeded', status, body: null, raw: false };
    case 'json':
      return call.settles && isNoop(body.value)
        ? { kind: 'unknown', status, message: 'the repeat did nothing, which settles nothing', retryable: false }
        : { kind: 'succeeded', status, body: body.value, raw: false };
    case 'raw':
      return {
        kind: 'succeeded',
        status,
        body: { _raw: body.text, _contentType: body.contentType },
        raw: true,
      };
    case 'broken':
      return { kind: 'unknown', status, message: body.message, retryable: true };
    case 'refused':
      return { kind: 'unusable', status, message: body.message };
  }
}

/** 429, and 503 with a time to come back: the same message may be sent again, for nothing has been done with it. */
export function isNotProcessed({ status, retryAfterMs }: Responded): boolean {
  return status === 429 || (status === 503 && retryAfterMs !== undefined);
}

/** 202, 425, and a 409 that says the same request is still being worked on. */
export function isInProgress({ status, body, retryAfterMs }: Responded): boolean {
  if (status === 202 || status === 425) return true;
  return status === 409 && (retryAfterMs !== undefined || saysInProgress(body));
}

function saysInProgress(body: ResponseBody): boolean {
  if (body.kind !== 'json' || !isJsonObject(body.value)) return false;
  const { code } = body.value;
  return typeof code === 'string' && /in[-_ ]?progress/i.test(code);
}

/** One line for the record: the status, and what the service said of it. */
export function describeResponse({ status, body }: Responded): string {
  const said = body.kind === 'json' ? saidIn(body.value) : body.kind === 'raw' ? body.text : '';
  return said === '' ? `responded with ${status}` : `responded with ${status}: ${clip(said)}`;
}

function saidIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!isJsonObject(value)) return '';
  for (const key of ['detail', 'error', 'message', 'title', 'reason']) {
    const text = value[key];
    if (typeof text === 'string' && text !== '') return text;
  }
  return '';
}

function clip(text: string): string {
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
