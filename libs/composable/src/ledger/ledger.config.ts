import { IntegerInRange } from '#platform';

/** How long a service remembers requests. */
export class LedgerConfig {
  /**
   * Days for which a request is remembered after it was last executed, repeated or reverted; 0: for ever. A later
   * revert finds nothing to undo, so this must exceed the callers' retention of jobs that can be undone.
   */
  @IntegerInRange(0, 36_500)
  LEDGER_RETENTION_DAYS = 90;
}
