import type { Kysely, Transaction } from 'kysely';

export type Work<Schema, Result> = (trx: Transaction<Schema>) => Promise<Result>;

/** One app's database: SQLite or PostgreSQL, the same tables and the same promises. */
export interface Database<Schema> {
  readonly dialect: 'sqlite' | 'postgres';

  /** For reads. Never await it inside a work: on SQLite the one connection is then taken. */
  readonly db: Kysely<Schema>;

  /**
   * Runs `work` in a transaction shared with every other work that is ready, and resolves once it is on disk.
   *
   * Works run in the order they came and see what those before them wrote. A work may run more than once (alone,
   * when the shared transaction failed), so it touches nothing but `trx`. To refuse, it throws a PlatformError, best
   * before it has written anything: then its neighbours need not be run again.
   */
  commit<Result>(work: Work<Schema, Result>): Promise<Result>;

  close(): Promise<void>;
}
