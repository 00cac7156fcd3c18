import { type CustomTypesConfig, Pool, type PoolConfig, types } from 'pg';
import { type Dialect, PostgresDialect } from 'kysely';
import type { DatabaseFailure } from '../database-failure';
import type { StorageConfig } from '../storage.config';
import { GuardedPool } from './guarded-pool';

/**
 * How much longer than the server's limit we wait for a response to a statement: then the connection is dead, not slow.
 */
const RESPONSE_GRACE_MS = 2_000;
const KEEP_ALIVE_AFTER_MS = 10_000;
/** A process that hangs during its migration must not block the start of all others. */
const STALLED_MIGRATION_MS = 60_000;

/**
 * A prepared statement keeps its plan until the table is analyzed. A plan made while the table is small would be a full
 * scan for good.
 */
const PLANS_THAT_LAST = '-c enable_seqscan=off';

export interface Postgres {
  readonly dialect: Dialect;
  readonly pool: GuardedPool;
}

/** Every app has a schema of its own, so that all apps can share one database. */
export function openPostgres(
  databaseUrl: string,
  schema: string,
  limits: StorageConfig,
  failed: (failure: DatabaseFailure) => void,
): Postgres {
  const { DATABASE_STATEMENT_TIMEOUT_MS } = limits;
  const connection = connectionTo(databaseUrl, schema, limits);
  const pool = new GuardedPool(
    new Pool({
      ...connection,
      options: `${connection.options} ${PLANS_THAT_LAST}`,
      max: limits.DATABASE_POOL_SIZE,
      statement_timeout: DATABASE_STATEMENT_TIMEOUT_MS,
      query_timeout: DATABASE_STATEMENT_TIMEOUT_MS + RESPONSE_GRACE_MS,
      lock_timeout: limits.DATABASE_LOCK_TIMEOUT_MS,
      idle_in_transaction_session_timeout: limits.DATABASE_IDLE_IN_TRANSACTION_TIMEOUT_MS,
    }),
    failed,
  );
  return { dialect: new PostgresDialect({ pool }), pool };
}

/** For migrations, which may take any time. */
export function openForMigration(databaseUrl: string, schema: string, limits: StorageConfig): Dialect {
  const pool = new GuardedPool(
    new Pool({
      ...connectionTo(databaseUrl, schema, limits),
      max: 1,
      idle_in_transaction_session_timeout: STALLED_MIGRATION_MS,
    }),
    () => undefined,
  );
  return new PostgresDialect({ pool });
}

/** Settings of every connection. */
export function connectionTo(databaseUrl: string, schema: string, limits: StorageConfig): PoolConfig {
  return {
    connectionString: databaseUrl,
    application_name: schema,
    connectionTimeoutMillis: limits.DATABASE_CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    options: `-c search_path=${schema} -c synchronous_commit=on`,
    types: { getTypeParser },
  };
}

/** bigint as number, as on SQLite; the platform's values stay far below 2^53. */
const getTypeParser: CustomTypesConfig['getTypeParser'] = (oid, format) =>
  oid === types.builtins.INT8 ? Number : (types.getTypeParser(oid, format) as unknown);
