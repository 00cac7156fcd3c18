import type { Affordance, Reversibility } from '#contract';
import type { AnyHandler } from './handler';

/** The name of the handler of plain inputs: objects that are no command message. */
export const PLAIN_INPUT = '';

/** What a command guarantees, as `GET /forms` declares it. */
export interface CommandGuarantees extends Pick<
  Affordance,
  'description' | 'requiredFields' | 'optionalFields' | 'payloadSchema' | 'resultSchema'
> {
  /** It changes nothing: the ledger keeps no entry, and reverting it is a noop. */
  safe: boolean;
  /** Idempotent even without the ledger. */
  idempotent: boolean;
  /**
   * `full` restores the previous state, and so it is refused with `changed-since` if another request has changed the
   * record meanwhile; `compensating` works on the current state. Both need a `revert`; with `none` it is never called.
   */
  reversible: Reversibility;
}

export interface OfferedCommand extends CommandGuarantees {
  /** `create`, or `PLAIN_INPUT`. */
  name: string;
  handler: AnyHandler;
}
