import type { Database } from '#storage';
import type { LedgerSchema } from '../ledger/ledger.schema';
import type { ReplayCache } from './replay-cache';

const SWEEP_MS = 60_000;

/** For a service whose replicas share a database: each signature is accepted once among all of them. */
export class SqlReplayCache implements ReplayCache {
  private sweptAt = -Infinity;

  constructor(
    private readonly database: Database<LedgerSchema>,
    private readonly now: () => number = Date.now,
  ) {}

  async isFirst(id: string, until: number): Promise<boolean> {
    const now = this.now();
    const sweeps = now - this.sweptAt > SWEEP_MS;
    if (sweeps) this.sweptAt = now;
    return this.database.commit(async (trx) => {
      if (sweeps) await trx.deleteFrom('composable_signatures').where('until', '<', now).execute();
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('composable_signatures')
        .values({ id, until })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    });
  }
}
