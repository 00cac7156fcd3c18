import { Whole } from '#platform';

/** How long a service remembers requests. */
export class LedgerConfig {
  /**
   * Days for which a request is remembered after it was last executed, repeated or reverted; 0: for ever. A revert that
   * comes later finds nothing to undo, so this is longer than whoever calls keeps jobs that can be undone.
   */
  @Whole(0, 36_500)
  LEDGER_RETENTION_DAYS = 90;
}
