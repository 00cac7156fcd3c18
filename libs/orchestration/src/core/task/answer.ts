import type { FailureCode } from '#contract';

/** What came of sending one request, told apart by what it proves. */
export type Answer = NotSent | Unanswered | Answered;

/** Nothing left this machine: connection refused, no such host, refused by policy. */
export interface NotSent {
  readonly kind: 'not-sent';
  readonly message: string;
  /** Why, where that has a name of its own. `final`: trying again would not help a call that goes forward. */
  readonly refusal?: { readonly code: FailureCode; readonly final: boolean };
  /** It was not even tried, which says nothing of the service. */
  readonly untried?: true;
}

/** Something may have arrived; no complete answer came back: time-out, reset, truncated. */
export interface Unanswered {
  readonly kind: 'unanswered';
  readonly message: string;
}

export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  readonly body: AnswerBody;
  /** Milliseconds, from `Retry-After` (RFC 9110, section 10.2.3). */
  readonly retryAfterMs?: number;
  readonly location?: string;
  readonly bytes: number;
}

export type AnswerBody =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'raw'; readonly text: string; readonly contentType: string }
  /** Said to be JSON, and is not: as good as truncated. */
  | { readonly kind: 'broken'; readonly message: string }
  /** Complete, but beyond a limit: the effect is there, the content cannot be used. */
  | { readonly kind: 'refused'; readonly message: string };

/** For the record: how much came back. */
export function bytesOf(answer: Answer): { bytes?: number } {
  return answer.kind === 'answered' ? { bytes: answer.bytes } : {};
}
