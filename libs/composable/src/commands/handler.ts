import type { Kysely } from 'kysely';
import type { Call } from './call';

/** The context in which a handler works. */
export interface Work<Schema = unknown, Prepared = unknown> {
  /**
   * The transaction that also records the request: writes through it commit with the record, or not at all. A safe
   * command gets a plain connection instead.
   */
  trx: Kysely<Schema>;
  /** The result of `prepare`. */
  prepared: Prepared;
  /**
   * Names the records that this call changes, if they are not just the one its message names. A `full` reversible
   * command is not reverted once another request has changed one of them.
   */
  changed: (...ids: string[]) => void;
}

/** A handler's result for a call. */
export interface Handled {
  /** Sent as `{"result": …}`. */
  result?: unknown;
  /** HTTP status of the response. Default 200. */
  status?: number;
  /** Any JSON that `revert` will need. Undefined: nothing was changed, so there is nothing to undo. */
  undo?: unknown;
}

/**
 * One command of a service. To refuse, any method throws a PlatformError, best before any write. Except in `prepare`,
 * do nothing slow and have no side effects but through `work.trx`: a method runs again when its transaction is retried.
 */
export interface Handler<Schema = unknown, Prepared = unknown> {
  /**
   * Slow work before the transaction, such as HTTP calls. It may run more than once for one request, so its side
   * effects should be idempotent; `call.requestId` is the key for that. For a revert, `undo` is what is undone.
   */
  prepare?(call: Call, undo?: unknown): Promise<Prepared>;

  execute(call: Call, work: Work<Schema, Prepared>): Promise<Handled>;

  /**
   * Like `execute`, but reaches the same state as a single execute whatever the current state is: an upsert. Default:
   * `execute`.
   */
  repeat?(call: Call, work: Work<Schema, Prepared>): Promise<Handled>;

  /** The logical inverse of one earlier execute or repeat. */
  revert?(call: Call, undo: unknown, work: Work<Schema, Prepared>): Promise<unknown>;
}

/** A handler of any schema and preparation: a prepared value is passed to the same handler only. */
export interface AnyHandler extends Omit<Handler<unknown, never>, 'prepare'> {
  prepare?(call: Call, undo?: unknown): Promise<unknown>;
}

export type AnyWork = Work<unknown, never>;
