import { Child } from './child';

/** A PostgreSQL of the benchmark's own that writes through to the disk; each app keeps to its schema in it. */
export function startPostgres(): Promise<Child> {
  return Child.start('database', 'libs/storage/src/testing/postgres-server.mjs', {}, ['--durable']);
}
