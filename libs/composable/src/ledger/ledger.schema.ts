/** One row per request that was executed or reverted. */
export interface LedgerTable {
  key: string;
  command: string;
  state: 'executed' | 'reverted';
  /** JSON of what was answered last: to the execute, or to the revert. */
  answer: string;
  /** JSON of what it takes to undo it; null where nothing was changed. */
  undo: string | null;
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
}
