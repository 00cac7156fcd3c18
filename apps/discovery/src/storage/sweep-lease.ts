import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '#storage';
import type { RegistrySchema } from './schema';

/** Of all replicas on one database exactly one pings the services: the one that holds this lease. */
@Injectable()
export class SweepLease {
  private readonly owner = randomUUID();

  constructor(@Inject(DATABASE) private readonly database: Database<RegistrySchema>) {}

  /** Whether there may be others: an SQLite file belongs to one process. */
  get contested(): boolean {
    return this.database.dialect !== 'sqlite';
  }

  /** Takes or prolongs the lease until `now + holdMs`, if nobody else holds it. */
  async hold(now: number, holdMs: number): Promise<boolean> {
    if (!this.contested) return true;
    return this.database.commit(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('sweepers')
        .set({ owner: this.owner, until: now + holdMs })
        .where((q) => q.or([q('owner', '=', this.owner), q('until', '<', now)]))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    });
  }

  async release(): Promise<void> {
    await this.database.commit((trx) =>
      trx.updateTable('sweepers').set({ until: 0 }).where('owner', '=', this.owner).execute(),
    );
  }
}
