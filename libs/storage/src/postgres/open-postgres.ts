import { type CustomTypesConfig, Pool, types } from 'pg';
import { type Dialect, PostgresDialect } from 'kysely';

/** Enough for one writer and the reads of one app. */
const MAX_CONNECTIONS = 10;

/** Covers waiting for a free connection too. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Every app has a schema of its own, so that all of them can share one database address. */
export function openPostgres(databaseUrl: string, schema: string): Dialect {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    options: `-c search_path=${schema} -c synchronous_commit=on`,
    types: { getTypeParser },
  });
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}

/** Numbers as numbers, as on SQLite; ours stay far below 2^53. */
const getTypeParser: CustomTypesConfig['getTypeParser'] = (oid, format) =>
  oid === types.builtins.INT8 ? Number : (types.getTypeParser(oid, format) as unknown);
