import { DatabaseError } from 'pg';
import { DatabaseFailure, type FailureKind } from '../database-failure';
import { NotStorable } from '../not-storable';

/** What the connection was doing when it failed. */
export type ConnectionPhase = 'connect' | 'work' | 'commit';

/* SQLSTATE codes, PostgreSQL manual, appendix A. The severity would identify fatal errors too, but it is localized. */

/** Class 08; 57P01 to 57P05: shut down, crashed, starting, dropped, idle; 25P03 and 25P04: idle or too long in a transaction. */
const ENDS_CONNECTION = /^(08...|57P0.|25P0[34])$/;
/** Serialization failure, deadlock. */
const ROLLED_BACK = /^40(001|P01)$/;
/**
 * Class 53: no disk, memory or connections; class 58: I/O; 55P03: lock not available; 57014: cancelled by a time limit.
 */
const NO_ROOM_OR_TIME = /^(53...|58...|55P03|57014)$/;
/** A standby in the place of the primary. */
const READ_ONLY = '25006';
/** Class 22: a text with U+0000, a number out of range, and the like; 54000: a row too large for an index. */
const NOT_STORABLE = /^(22...|54000)$/;
/** I/O, an internal error, or "statement completion unknown": with each the outcome of a commit is unknown. */
const UNSURE_AT_COMMIT = /^(58...|XX...|40003)$/;

/** Classifies an error of the driver; undefined when the work itself caused it, such as a constraint violation. */
export function failureKindOf(error: unknown, phase: ConnectionPhase): FailureKind | undefined {
  if (phase === 'connect') return 'away';
  const code = sqlState(error);
  if (code === undefined || ENDS_CONNECTION.test(code)) return phase === 'commit' ? 'unconfirmed' : 'lost';
  if (phase === 'commit' && UNSURE_AT_COMMIT.test(code)) return 'unconfirmed';
  if (ROLLED_BACK.test(code)) return 'again';
  if (code === READ_ONLY) return 'lost';
  return NO_ROOM_OR_TIME.test(code) ? 'busy' : undefined;
}

/** The error that the stores see: a DatabaseFailure, NotStorable, or the error itself when the work caused it. */
export function asFailure(error: unknown, phase: ConnectionPhase): unknown {
  const kind = failureKindOf(error, phase);
  if (kind !== undefined) return new DatabaseFailure(kind, error);
  return NOT_STORABLE.test(sqlState(error) ?? '') ? new NotStorable(error) : error;
}

/** An error that did not come from the server came from the connection. */
function sqlState(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined;
}
