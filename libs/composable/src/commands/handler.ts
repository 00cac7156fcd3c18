import type { Kysely } from 'kysely';
import type { Call } from '../calls/call';

/** Where and with what a handler works. */
export interface Work<Schema = unknown, Prepared = unknown> {
  /**
   * The transaction that also records the request: what is written through it happens together with the record, or not
   * at all. A safe command is given a plain connection instead.
   */
  trx: Kysely<Schema>;
  /** What `prepare` returned. */
  prepared: Prepared;
  /**
   * Names the records that this call changes, where that is not just the one that the message names. A command that is
   * `full` reversible is not reverted any more once another request has changed one of them.
   */
  changed: (...ids: string[]) => void;
}

/** What a handler made of a call. */
export interface Handled {
  /** Goes out as `{"result": …}`. */
  result?: unknown;
  /** HTTP status of the answer. Default 200. */
  status?: number;
  /** Any JSON that `revert` will need. Undefined: nothing was changed, so there is nothing to undo. */
  undo?: unknown;
}

/**
 * One command of a service. To refuse, any method throws a PlatformError, best before it has written anything.
 * Except in `prepare`, do nothing slow and touch nothing but `work.trx`: a method runs again when its transaction must.
 */
export interface Handler<Schema = unknown, Prepared = unknown> {
  /**
   * Slow work ahead of the transaction, such as calling others. It may run more than once for one request, so what it
   * does outside should be idempotent; `call.requestId` is the key for that. For a revert, `undo` is what is undone.
   */
  prepare?(call: Call, undo?: unknown): Promise<Prepared>;

  execute(call: Call, work: Work<Schema, Prepared>): Promise<Handled>;

  /** As `execute`, but brings about the same state as once, whatever there is now: an upsert. Default: `execute`. */
  repeat?(call: Call, work: Work<Schema, Prepared>): Promise<Handled>;

  /** The logical inverse of one earlier execute or repeat. */
  revert?(call: Call, undo: unknown, work: Work<Schema, Prepared>): Promise<unknown>;
}

/** A handler of whichever schema and preparation: what it prepared comes back to itself only. */
export interface AnyHandler extends Omit<Handler<unknown, never>, 'prepare'> {
  prepare?(call: Call, undo?: unknown): Promise<unknown>;
}

export type AnyWork = Work<unknown, never>;
