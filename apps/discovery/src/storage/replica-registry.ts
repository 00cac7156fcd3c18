import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { DATABASE, type Database } from '#storage';
import type { RegistrySchema } from './schema';

const CHANNEL = 'replicas';
/** Replicas' clocks may differ: only the database's is used. Milliseconds since 1970. */
const NOW = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** The live replicas. */
export interface LiveReplicas {
  /** This replica among them. */
  readonly replicas: readonly string[];
  /** No other replica was live just before. */
  readonly afresh: boolean;
}

/** The live replicas on one database, each with a heartbeat. */
@Injectable()
export class ReplicaRegistry {
  readonly self = randomUUID();

  constructor(@Inject(DATABASE) private readonly database: Database<RegistrySchema>) {}

  /** Whether there may be others: an SQLite file belongs to one process. */
  get contested(): boolean {
    return this.database.dialect !== 'sqlite';
  }

  /** Writes a heartbeat. Replicas without one for `silentMs` count as gone. */
  async call(silentMs: number): Promise<LiveReplicas> {
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

  /** Calls back when a replica came or left, or may have. Returns a function that stops. */
  follow(changed: () => void): () => void {
    return this.database.listen(CHANNEL, changed);
  }
}
