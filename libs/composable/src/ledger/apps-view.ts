import type { Kysely } from 'kysely';
import type { LedgerSchema } from './ledger.schema';

/** The same connection as handlers see it: with the app's tables, which this module does not know. */
export function appsView(db: Kysely<LedgerSchema>): Kysely<unknown> {
  return db as unknown as Kysely<unknown>;
}
