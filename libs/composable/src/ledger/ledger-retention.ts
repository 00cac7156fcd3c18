import { setTimeout as wait } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Pruner } from '#platform';
import { type Database, DATABASE } from '#storage';
import { LedgerConfig } from './ledger.config';
import type { LedgerSchema } from './ledger.schema';

const DAY_MS = 86_400_000;
const SWEEP_MS = 3_600_000;
/** A small batch, so that requests hardly wait for it. */
const BATCH = 500;

/**
 * Deletes ledger entries after their retention, in the background. If replicas share the ledger, each of them may do
 * it.
 */
@Injectable()
export class LedgerRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(LedgerRetention.name);
  private readonly pruner = new Pruner({
    prune: async () => (await this.forget(Date.now() - this.config.LEDGER_RETENTION_DAYS * DAY_MS)) === BATCH,
    pause: (signal) => wait(SWEEP_MS, undefined, { signal, ref: false }).catch(() => undefined),
    failed: (error) => this.logger.warn(`Old requests are kept: ${String(error)}`),
  });

  constructor(
    @Inject(DATABASE) private readonly database: Database<LedgerSchema>,
    private readonly config: LedgerConfig,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.LEDGER_RETENTION_DAYS > 0) this.pruner.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.pruner.stop();
  }

  private async forget(before: number): Promise<number> {
    const requests = await this.forgetRequests(before);
    return Math.max(requests, await this.forgetRevisions(before));
  }

  private forgetRequests(before: number): Promise<number> {
    return this.database.commit(async (trx) => {
      const old = trx.selectFrom('composable_ledger').select('key').where('at', '<', before).orderBy('at').limit(BATCH);
      // A request that another replica has locked is skipped.
      const free = this.database.dialect === 'postgres' ? old.forUpdate().skipLocked() : old;
      const { numDeletedRows } = await trx.deleteFrom('composable_ledger').where('key', 'in', free).executeTakeFirst();
      return Number(numDeletedRows);
    });
  }

  private forgetRevisions(before: number): Promise<number> {
    return this.database.commit(async (trx) => {
      const all = trx.selectFrom('composable_revisions');
      const old = all.select('record').where('at', '<', before).orderBy('at').limit(BATCH);
      const free = this.database.dialect === 'postgres' ? old.forUpdate().skipLocked() : old;
      const gone = trx.deleteFrom('composable_revisions').where('record', 'in', free);
      return Number((await gone.executeTakeFirst()).numDeletedRows);
    });
  }
}
