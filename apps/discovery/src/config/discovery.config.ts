import { IntegerInRange } from '#platform';

/** Settings of discovery besides those of every app. Times in milliseconds. */
export class DiscoveryConfig {
  @IntegerInRange(50)
  DISCOVERY_PING_INTERVAL_MS = 30_000;

  @IntegerInRange(10)
  DISCOVERY_PING_TIMEOUT_MS = 5_000;

  /** The most concurrent pings. */
  @IntegerInRange(1)
  DISCOVERY_PING_CONCURRENCY = 256;

  /** Missed pings in a row after which a service is hidden. */
  @IntegerInRange(1)
  DISCOVERY_EVICT_AFTER = 3;

  /** How long an evicted service is still pinged, and may come back. */
  @IntegerInRange(0)
  DISCOVERY_FORGET_AFTER_MS = 3_600_000;

  @IntegerInRange(10)
  DISCOVERY_FEED_HEARTBEAT_MS = 15_000;

  /** How many of the latest changes a reader of the feed may have missed without a reset. */
  @IntegerInRange(1)
  DISCOVERY_FEED_LENGTH = 10_000;

  /** How often a replica polls for changes of others, in case a notification was lost. Replicas share a PostgreSQL. */
  @IntegerInRange(10)
  DISCOVERY_FOLLOW_INTERVAL_MS = 500;

  /** How long a replica may be silent before the others take over its share of the pings. */
  @IntegerInRange(100)
  DISCOVERY_SWEEP_LEASE_MS = 6_000;

  /** How often the ALPS profiles of services are fetched again; also whenever a service registers. */
  @IntegerInRange(50)
  DISCOVERY_PROFILE_INTERVAL_MS = 3_600_000;

  /** For each document of a profile. */
  @IntegerInRange(10)
  DISCOVERY_PROFILE_TIMEOUT_MS = 10_000;

  /** The most profiles, by address. */
  @IntegerInRange(1)
  DISCOVERY_MAX_PROFILES = 1_000;

  /** Limit of one registration, and of its metadata, as JSON. */
  @IntegerInRange(1_024)
  DISCOVERY_MAX_ENTRY_BYTES = 65_536;

  /** The most entries. */
  @IntegerInRange(1)
  DISCOVERY_MAX_ENTRIES = 20_000;

  /** Of those, how many may belong to one caller, if callers are authenticated. */
  @IntegerInRange(1)
  DISCOVERY_MAX_ENTRIES_PER_OWNER = 5_000;

  /** Limit of all registrations together: each replica, and each job-control, has them in memory. */
  @IntegerInRange(65_536)
  DISCOVERY_MAX_TOTAL_BYTES = 134_217_728;
}
