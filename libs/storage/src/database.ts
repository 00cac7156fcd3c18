import type { Kysely, Transaction } from 'kysely';

export type Work<Schema, Result> = (trx: Transaction<Schema>) => Promise<Result>;

/** How many connections are open, how many of them are free, and how many works wait for one. */
export interface Connections {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

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
   *
   * @throws PlatformError `database-unavailable`: nothing is kept; `write-unconfirmed`: nobody knows whether it is;
   * `not-storable`: the work alone, for a value that the database does not take
   */
  commit<Result>(work: Work<Schema, Result>): Promise<Result>;

  /**
   * Part of a work: once it is on disk, whoever listens to the channel hears `text` (at most 8000 bytes), in this
   * process and in all others on this database. On SQLite there are no others, and nobody hears anything.
   */
  announce(trx: Transaction<Schema>, channel: string, text?: string): Promise<void>;

  /**
   * Calls `heard` for what is announced from now on; with `undefined` as soon as it listens, and whenever it may have
   * missed something. Returns how to stop.
   */
  listen(channel: string, heard: (text: string | undefined) => void): () => void;

  /** Of the pool; undefined where there is none. */
  connections(): Connections | undefined;

  /** @throws Error that says why it should be sent no writes */
  check(): Promise<void>;

  close(): Promise<void>;
}
