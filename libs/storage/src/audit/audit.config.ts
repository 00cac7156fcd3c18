import { IntegerInRange } from '#platform';

/** What an app reads from its environment about its audit. */
export class AuditConfig {
  /** Days to keep entries; 0 keeps them forever. */
  @IntegerInRange(0)
  AUDIT_RETENTION_DAYS = 365;

  /** How often to delete entries past their retention. */
  @IntegerInRange(100)
  AUDIT_RETENTION_SWEEP_MS = 600_000;
}
