import { DatabaseFailure, type FailureKind } from '../database-failure';
import { NotStorable } from '../not-storable';

/** Result codes of SQLite, as https://sqlite.org/rescode.html numbers them; the lowest byte of an extended one. */
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const TOOBIG = 18;
const NOTADB = 26;

/** A limit on the file size, a broken disk or a read-only remount: nothing was written. */
const NO_ROOM = new Set([READONLY, IOERR, FULL, CANTOPEN]);
const MALFORMED = new Set([CORRUPT, NOTADB]);

/** SQLite's message for each. For statements that return rows the driver reports the message without the code. */
const CODES: Readonly<Record<string, number>> = {
  'attempt to write a readonly database': READONLY,
  'disk I/O error': IOERR,
  'database disk image is malformed': CORRUPT,
  'database or disk is full': FULL,
  'unable to open database file': CANTOPEN,
  'file is not a database': NOTADB,
  'string or blob too big': TOOBIG,
};

/** Called with every failure of the database itself. */
export type OnFailure = (failure: DatabaseFailure) => void;

/** Turns every failure of the file into a DatabaseFailure, and remembers when it was found to be malformed. */
export class SqliteFailures {
  private damage?: DatabaseFailure;

  constructor(private readonly failed: OnFailure) {}

  /** The statement's result. */
  guard<T>(statement: () => T): T {
    try {
      return statement();
    } catch (error) {
      throw this.translate(error);
    }
  }

  /** @throws DatabaseFailure once the database is known to be malformed: a write into it may be lost */
  check(): void {
    if (this.damage) throw this.damage;
  }

  private translate(error: unknown): unknown {
    const code = primaryCode(error);
    if (code === TOOBIG) return new NotStorable(error);
    const kind = kindOf(code);
    if (kind === undefined) return error;
    if (kind === 'damaged' && this.damage) return this.damage;
    const failure = new DatabaseFailure(kind, error);
    if (kind === 'damaged') this.damage = failure;
    this.failed(failure);
    return failure;
  }
}

function kindOf(code: number | undefined): FailureKind | undefined {
  if (code === undefined) return undefined;
  if (MALFORMED.has(code)) return 'damaged';
  return NO_ROOM.has(code) ? 'busy' : undefined;
}

function primaryCode(error: unknown): number | undefined {
  if (!isSqliteError(error)) return undefined;
  const code = error.sqliteExtendedCode ?? CODES[error.message];
  return code === undefined ? undefined : code & 0xff;
}

/** By its code: an error of the native driver may belong to another realm than this code. */
function isSqliteError(error: unknown): error is Error & { readonly sqliteExtendedCode?: number } {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
}
