import { IntegerInRange } from '#platform';

/** What an app reads from its environment about its audit. */
export class AuditConfig {
  /** Days to keep entries; 0 keeps them forever. */
  @IntegerInRange(0)
  AUDIT_RETENTION_DAYS = 365;

  /** How many requests without valid credentials to keep entries of, in a minute. */
  @IntegerInRange(0)
  AUDIT_MAX_UNAUTHENTICATED_PER_MINUTE = 100;

  /** How often to delete entries past their retention. */
  @IntegerInRange(100)
  AUDIT_RETENTION_SWEEP_MS = 600_000;
}
