// Says in one line why there is no PostgreSQL at DATABASE_URL; says nothing when there is one.
import pg from 'pg';

const CONNECT_TIMEOUT_MS = 5000;

try {
  const { protocol } = new URL(process.env.DATABASE_URL);
  if (!/^postgres(ql)?:$/.test(protocol)) throw new Error('it is no postgres:// address');
  const client = new pg.Client({
    connectionString: process.env.DATABASE_URL,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  await client.connect();
  await client.end();
} catch (error) {
  // A name with several addresses fails with one error for each.
  const { message } = error.errors?.[0] ?? error;
  console.error(`DATABASE_URL leads to no PostgreSQL: ${message}`);
  process.exitCode = 1;
}
