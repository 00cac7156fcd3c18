import { Whole } from '#platform';

/** What discovery reads from its environment beyond what every app does. Times in milliseconds. */
export class DiscoveryConfig {
  @Whole(50)
  DISCOVERY_PING_INTERVAL_MS = 30_000;

  @Whole(10)
  DISCOVERY_PING_TIMEOUT_MS = 5_000;

  /** Pings under way at any time. */
  @Whole(1)
  DISCOVERY_PING_CONCURRENCY = 256;

  /** Missed pings in a row after which a service is hidden. */
  @Whole(1)
  DISCOVERY_EVICT_AFTER = 3;

  /** For how long an evicted service is still pinged, and may come back. */
  @Whole(0)
  DISCOVERY_FORGET_AFTER_MS = 3_600_000;

  @Whole(10)
  DISCOVERY_FEED_HEARTBEAT_MS = 15_000;

  /** How many of the latest changes a follower may have missed without starting afresh. */
  @Whole(1)
  DISCOVERY_FEED_LENGTH = 10_000;

  /** How often a replica looks for what others changed, should it not have been told. Replicas share a PostgreSQL. */
  @Whole(10)
  DISCOVERY_FOLLOW_INTERVAL_MS = 500;

  /** How long a replica may be silent before the others take over its share of the pings. */
  @Whole(100)
  DISCOVERY_SWEEP_LEASE_MS = 6_000;

  /** Of one registration, and of its metadata, as JSON. */
  @Whole(1_024)
  DISCOVERY_MAX_ENTRY_BYTES = 65_536;

  /** Entries there may be at a time. */
  @Whole(1)
  DISCOVERY_MAX_ENTRIES = 20_000;

  /** Of those, how many may belong to one caller, where callers are known. */
  @Whole(1)
  DISCOVERY_MAX_ENTRIES_PER_OWNER = 5_000;

  /** Of all registrations together: each replica, and each job-control, has them in memory. */
  @Whole(65_536)
  DISCOVERY_MAX_TOTAL_BYTES = 134_217_728;
}
