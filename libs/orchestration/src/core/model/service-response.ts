import type { FailureCode } from '#contract';
import { isJsonObject } from '#contract/pure';

/** The result of sending one request, by what it proves. */
export type ServiceResponse = NotSent | NoResponse | Responded;

/** Nothing left this machine: connection refused, no such host, refused by policy. */
export interface NotSent {
  readonly kind: 'not-sent';
  readonly message: string;
  /** The reason, if it has a failure code. `final`: a retry of a forward call would not help. */
  readonly refusal?: { readonly code: FailureCode; readonly final: boolean };
  /** It was not attempted, which proves nothing about the service. */
  readonly untried?: true;
}

/** The request may have arrived; no complete response came back: time-out, reset, truncated. */
export interface NoResponse {
  readonly kind: 'no-response';
  readonly message: string;
}

export interface Responded {
  readonly kind: 'responded';
  readonly status: number;
  readonly body: ResponseBody;
  /** Milliseconds, from `Retry-After` (RFC 9110, section 10.2.3). */
  readonly retryAfterMs?: number;
  readonly location?: string;
  readonly bytes: number;
}

export type ResponseBody =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'raw'; readonly text: string; readonly contentType: string }
  /** Declared as JSON but invalid: treated as truncated. */
  | { readonly kind: 'broken'; readonly message: string }
  /** Complete, but beyond a limit: the effect is there, the content cannot be used. */
  | { readonly kind: 'refused'; readonly message: string };

/** Size of the response, for the history. */
export function responseBytes(response: ServiceResponse): { bytes?: number } {
  return response.kind === 'responded' ? { bytes: response.bytes } : {};
}

/** `{"status":"noop…"}`, or the same as a `result` or a bare word: how a service says that it did nothing. */
export function isNoop(value: unknown): boolean {
  if (!isJsonObject(value)) return saysNoop(value);
  const { status, result } = value;
  return saysNoop(status) || saysNoop(isJsonObject(result) ? result.status : result);
}

function saysNoop(status: unknown): boolean {
  return typeof status === 'string' && /^noop/i.test(status);
}
