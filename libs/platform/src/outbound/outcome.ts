import type { HeaderFields } from './header-fields';

/** The response came in full and within the limits. */
export interface FullResponse {
  outcome: 'responded';
  status: number;
  headers: HeaderFields;
  body: Buffer;
}

/** Proven: not one byte of the request was sent, so the service cannot have acted on it. */
export interface RequestNotSent {
  outcome: 'not-sent';
  message: string;
  /** The policy forbids the address: a retry would change nothing. */
  refused?: true;
}

export type MissingResponseReason =
  'timeout' | 'too-slow' | 'connection-lost' | 'truncated' | 'too-large' | 'malformed' | 'aborted';

/** The request was, or may have been, sent; its effect is unknown. */
export interface ResponseMissing {
  outcome: 'no-response';
  why: MissingResponseReason;
  message: string;
  /** Known if the response had begun. */
  status?: number;
}

export type ExchangeOutcome = FullResponse | RequestNotSent | ResponseMissing;
