import type { Kysely, Transaction } from 'kysely';

export type TransactionWork<Schema, Result> = (trx: Transaction<Schema>) => Promise<Result>;

/** Connections that are open and that are free, and works that wait for one. */
export interface Connections {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

/** One app's database: SQLite or PostgreSQL, with the same tables and the same guarantees. */
export interface Database<Schema> {
  readonly dialect: 'sqlite' | 'postgres';

  /** For reads. Never await it inside a work: SQLite has only one connection, and the work holds it. */
  readonly db: Kysely<Schema>;

  /**
   * Runs `work` in a transaction that it shares with other works that are ready, and resolves once it is on disk.
   *
   * Works run in order of arrival and see the writes of earlier ones. A work may run more than once (alone, when the
   * shared transaction failed), so its only side effects may be through `trx`. To refuse, it throws a PlatformError,
   * best before any write: then the other works need not run again.
   *
   * @throws PlatformError `database-unavailable`: nothing is kept; `write-unconfirmed`: the outcome is unknown;
   * `not-storable`: the database rejects a value of this work
   */
  commit<Result>(work: TransactionWork<Schema, Result>): Promise<Result>;

  /**
   * Part of a work: once it is on disk, listeners to the channel receive `text` (at most 8000 bytes), in this process
   * and in all others on this database. On SQLite it does nothing: there are no other processes.
   */
  announce(trx: Transaction<Schema>, channel: string, text?: string): Promise<void>;

  /**
   * Calls `heard` for every later notification, and with `undefined` when it begins to listen and whenever it may have
   * missed one. Returns a function that stops listening.
   */
  listen(channel: string, heard: (text: string | undefined) => void): () => void;

  /** Of the pool; undefined if there is none. */
  connections(): Connections | undefined;

  /** @throws Error with the reason why it should receive no writes */
  check(): Promise<void>;

  close(): Promise<void>;
}
