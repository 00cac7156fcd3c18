import { IsIn } from 'class-validator';
import { IntegerInRange } from '#platform';

const MIGRATE = ['at-start', 'never'] as const;

/** What an app reads from its environment about its PostgreSQL. Times in milliseconds. Unused with SQLite. */
export class StorageConfig {
  /** Connections of one process; one more listens to the notifications of other replicas. */
  @IntegerInRange(1, 1000)
  DATABASE_POOL_SIZE = 10;

  /** Includes waiting for a free connection. */
  @IntegerInRange(100)
  DATABASE_CONNECT_TIMEOUT_MS = 5_000;

  @IntegerInRange(100)
  DATABASE_STATEMENT_TIMEOUT_MS = 15_000;

  /** Longer than the next, so that a hanging replica fails only itself. */
  @IntegerInRange(100)
  DATABASE_LOCK_TIMEOUT_MS = 10_000;

  /** After this the server releases the locks of a hanging replica. */
  @IntegerInRange(100)
  DATABASE_IDLE_IN_TRANSACTION_TIMEOUT_MS = 5_000;

  /** `never`: for a role that may not change the schema; `npm run migrate` does it with one that may. */
  @IsIn(MIGRATE, { message: `$property must be one of ${MIGRATE.join(', ')}` })
  DATABASE_MIGRATE: (typeof MIGRATE)[number] = 'at-start';
}
