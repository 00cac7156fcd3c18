import { Inject, Injectable } from '@nestjs/common';
import type { BulkActionName, BulkOutcome } from '#contract';
import { DATABASE, type Database } from '#storage';
import type { Kysely } from 'kysely';
import type { Batch, BatchItem, BatchItemResult, BatchRequest, BatchStore, KeptBatch, Told } from './batch-store';
import type { BatchSchema, JobBatchesTable, JobBatchItemsTable } from './schema';

/** Rows of one insert: databases bound the number of parameters. */
const ROWS_AT_ONCE = 500;

@Injectable()
export class SqlBatchStore implements BatchStore {
  constructor(@Inject(DATABASE) private readonly database: Database<BatchSchema>) {}

  add(
    { id, action, by, reason, createdAt }: Omit<Batch, 'jobs' | 'completedAt'>,
    items: readonly Omit<BatchItemResult, 'position'>[],
    request: BatchRequest | null,
  ): Promise<KeptBatch> {
    const asked = { request_key: request?.key ?? null, fingerprint: request?.fingerprint ?? null };
    const counted = { jobs: items.length, created_at: createdAt, completed_at: null };
    const batch: JobBatchesTable = { id, action, asked_by: by, reason, ...counted, ...asked };
    const rows = items.map(({ jobId, told }, position) => ({
      batch_id: id,
      position,
      job_id: jobId,
      outcome: told?.outcome ?? null,
      detail: told?.detail ?? null,
    }));
    return this.database.commit(async (trx) => {
      const ifNew = trx
        .insertInto('job_batches')
        .values(batch)
        .onConflict((same) => same.column('request_key').doNothing());
      const added = await ifNew.returning('id').executeTakeFirst();
      if (!added) return toKept(await ofKey(trx, asked.request_key).executeTakeFirstOrThrow());
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        await trx
          .insertInto('job_batch_items')
          .values(rows.slice(from, from + ROWS_AT_ONCE))
          .execute();
      }
      return toKept(batch);
    });
  }

  async withKey(key: string): Promise<KeptBatch | null> {
    const row = await ofKey(this.database.db, key).executeTakeFirst();
    return row ? toKept(row) : null;
  }

  async find(id: string): Promise<Batch | null> {
    const row = await this.database.db.selectFrom('job_batches').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? toBatch(row) : null;
  }

  async outcomes(id: string): Promise<Partial<Record<BulkOutcome, number>>> {
    const rows = await this.database.db
      .selectFrom('job_batch_items')
      .select(({ fn }) => ['outcome', fn.countAll().as('count')])
      .where('batch_id', '=', id)
      .groupBy('outcome')
      .execute();
    return Object.fromEntries(rows.map(({ outcome, count }) => [outcome ?? 'waiting', Number(count)]));
  }

  async results(id: string, from: number, limit: number): Promise<BatchItemResult[]> {
    const rows = await this.database.db
      .selectFrom('job_batch_items')
      .selectAll()
      .where('batch_id', '=', id)
      .where('position', '>=', from)
      .orderBy('position')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ position: row.position, jobId: row.job_id, told: toldIn(row) }));
  }

  async next(limit: number): Promise<{ batch: Batch; items: BatchItem[] } | null> {
    const row = await this.database.db
      .selectFrom('job_batches')
      .selectAll()
      .where('completed_at', 'is', null)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (!row) return null;
    const items = await this.database.db
      .selectFrom('job_batch_items')
      .select(['position', 'job_id'])
      .where('batch_id', '=', row.id)
      .where('outcome', 'is', null)
      .orderBy('position')
      .limit(limit)
      .execute();
    return { batch: toBatch(row), items: items.map(({ position, job_id }) => ({ position, jobId: job_id })) };
  }

  tell(id: string, results: readonly BatchItemResult[]): Promise<void> {
    return this.database.commit(async (trx) => {
      for (const { position, told } of results) {
        await trx
          .updateTable('job_batch_items')
          .set({ outcome: told?.outcome ?? null, detail: told?.detail ?? null })
          .where('batch_id', '=', id)
          .where('position', '=', position)
          .execute();
      }
    });
  }

  async complete(id: string, at: number): Promise<void> {
    await this.database.commit((trx) =>
      trx.updateTable('job_batches').set({ completed_at: at }).where('id', '=', id).execute(),
    );
  }

  async deleteBefore(at: number, limit: number): Promise<number> {
    const rows = await this.database.db
      .selectFrom('job_batches')
      .select('id')
      .where('completed_at', '<', at)
      .orderBy('completed_at')
      .limit(limit)
      .execute();
    if (rows.length === 0) return 0;
    const ids = rows.map(({ id }) => id);
    return this.database.commit(async (trx) => {
      await trx.deleteFrom('job_batch_items').where('batch_id', 'in', ids).execute();
      await trx.deleteFrom('job_batches').where('id', 'in', ids).execute();
      return ids.length;
    });
  }
}

function ofKey(db: Kysely<BatchSchema>, key: string | null) {
  return db.selectFrom('job_batches').selectAll().where('request_key', '=', key);
}

function toKept(row: JobBatchesTable): KeptBatch {
  return { batch: toBatch(row), fingerprint: row.fingerprint };
}

function toBatch(row: JobBatchesTable): Batch {
  return {
    id: row.id,
    action: row.action as BulkActionName,
    by: row.asked_by,
    reason: row.reason,
    jobs: row.jobs,
    // PostgreSQL gives a bigint as text.
    createdAt: Number(row.created_at),
    completedAt: row.completed_at === null ? null : Number(row.completed_at),
  };
}

function toldIn({ outcome, detail }: JobBatchItemsTable): Told | null {
  return outcome === null ? null : { outcome: outcome as Told['outcome'], detail };
}
