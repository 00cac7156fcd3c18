import type { Affordance, Reversibility } from '#contract';
import type { AnyHandler } from './handler';

/** The name under which a handler takes plain inputs: objects that are no command message. */
export const PLAIN_INPUT = '';

/** What a command promises; `GET /forms` tells others. */
export interface CommandTraits extends Pick<
  Affordance,
  'description' | 'requiredFields' | 'optionalFields' | 'payloadSchema' | 'resultSchema'
> {
  /** It changes nothing: no record is kept of it, and reverting it is a noop. */
  safe: boolean;
  /** Twice is as good as once, even without the ledger. */
  idempotent: boolean;
  /**
   * `full` puts back what was there, and so it is refused with `changed-since` where another request has changed the
   * record meanwhile; `compensating` works on what is there now. Both need a `revert`; with `none` it is never called.
   */
  reversible: Reversibility;
}

export interface Command extends CommandTraits {
  /** `create`, or `PLAIN_INPUT`. */
  name: string;
  handler: AnyHandler;
}
