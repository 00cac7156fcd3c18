/** One row per request that was executed or reverted. */
export interface LedgerTable {
  key: string;
  command: string;
  state: 'executed' | 'reverted';
  /** JSON of the last response: to the execute, or to the revert. */
  answer: string;
  /** JSON of what undoing it needs; null if nothing was changed. */
  undo: string | null;
  /** JSON of the payload, if the request had no id; null: not recorded. */
  payload: string | null;
  /** JSON of the records it changed (`Touched`); null: not recorded. */
  touched: string | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** One row per record that was ever changed, deleted records included. */
export interface RevisionsTable {
  record: string;
  /** Null: the state before the first change that is remembered. */
  revision: string | null;
  /** The one before. */
  previous: string | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** One row per signature that has not expired, if replicas share the database. */
export interface SignaturesTable {
  id: string;
  /** Milliseconds since 1970. */
  until: number;
}

export interface LedgerSchema {
  composable_signatures: SignaturesTable;
  composable_ledger: LedgerTable;
  composable_revisions: RevisionsTable;
}
