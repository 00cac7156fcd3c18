/** One row per request that was executed or reverted. */
export interface LedgerTable {
  key: string;
  command: string;
  state: 'executed' | 'reverted';
  /** JSON of what was answered last: to the execute, or to the revert. */
  answer: string;
  /** JSON of what it takes to undo it; null where nothing was changed. */
  undo: string | null;
  /** JSON of the payload, where the request had no id; null: not recorded. */
  payload: string | null;
  /** JSON of the records it changed (`Touched`); null: not recorded. */
  touched: string | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** One row per record that was ever changed, also when it was deleted since. */
export interface RevisionsTable {
  record: string;
  /** Null: as it was before the first change that is remembered. */
  revision: string | null;
  /** The one before. */
  previous: string | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** One row per signature that still counts, where replicas share the database. */
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
