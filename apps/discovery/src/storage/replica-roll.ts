import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { DATABASE, type Database } from '#storage';
import type { RegistrySchema } from './schema';

const CHANNEL = 'replicas';
/** Replicas need not agree on the time: only the database's counts. Milliseconds since 1970. */
const NOW = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** Who is alive. */
export interface Roll {
  /** This replica among them. */
  readonly replicas: readonly string[];
  /** Nobody was alive just before. */
  readonly afresh: boolean;
}

/** The replicas on one database: each says now and then that it is there. */
@Injectable()
export class ReplicaRoll {
  readonly self = randomUUID();

  constructor(@Inject(DATABASE) private readonly database: Database<RegistrySchema>) {}

  /** Whether there may be others: an SQLite file belongs to one process. */
  get contested(): boolean {
    return this.database.dialect !== 'sqlite';
  }

  /** Says that this replica is there. Whoever has not for `silentMs` counts as gone. */
  async call(silentMs: number): Promise<Roll> {
    if (!this.contested) return { replicas: [this.self], afresh: true };
    return this.database.commit(async (trx) => {
      const alive = await trx
        .deleteFrom('replicas')
        .where('seen_at', '<', sql<number>`${NOW} - ${silentMs}::bigint`)
        .execute()
        .then(() => trx.selectFrom('replicas').select('id').execute());
      const seen = { seen_at: NOW };
      await trx
        .insertInto('replicas')
        .values({ id: this.self, ...seen })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(seen))
        .execute();
      const known = alive.some(({ id }) => id === this.self);
      if (!known) await this.database.announce(trx, CHANNEL);
      const replicas = [this.self, ...alive.map(({ id }) => id).filter((id) => id !== this.self)];
      return { replicas, afresh: alive.length === 0 };
    });
  }

  async leave(): Promise<void> {
    if (!this.contested) return;
    await this.database.commit(async (trx) => {
      await trx.deleteFrom('replicas').where('id', '=', this.self).execute();
      await this.database.announce(trx, CHANNEL);
    });
  }

  /** Calls back when somebody came or left, or may have. Returns how to stop. */
  follow(changed: () => void): () => void {
    return this.database.listen(CHANNEL, changed);
  }
}
