import type { Fields } from './fields';

/** The answer came in full and within the limits. */
export interface Answered {
  outcome: 'answered';
  status: number;
  headers: Fields;
  body: Buffer;
}

/** Proven: not one byte of the request left, so the service cannot have acted on it. */
export interface NotSent {
  outcome: 'not-sent';
  message: string;
  /** The policy forbids the address: asking again would change nothing. */
  refused?: true;
}

export type WhyUnanswered =
  'timeout' | 'too-slow' | 'connection-lost' | 'truncated' | 'too-large' | 'malformed' | 'aborted';

/** The request was, or may have been, sent; what the service made of it is unknown. */
export interface Unanswered {
  outcome: 'unanswered';
  why: WhyUnanswered;
  message: string;
  /** Known when the answer had begun. */
  status?: number;
}

export type Outcome = Answered | NotSent | Unanswered;
