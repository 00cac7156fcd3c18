import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { PlatformError } from '#contract';
import type { LedgerSchema } from './ledger.schema';

type Connection = Kysely<LedgerSchema>;

/** The records that one call changed. */
export interface Touched {
  /** What the call left each of them at. */
  revision: string;
  /** Record → the revision at which the call found it; null for one that no call has changed before. */
  before: Record<string, string | null>;
}

/**
 * Who changed a record last: every change gives it a new revision, and undoing that change gives it back the one before.
 * A record that is still at the revision a call left it at has been changed by none since.
 */
@Injectable()
export class Revisions {
  /** Gives the records a new revision; they stay locked until the transaction ends. */
  async advance(trx: Connection, records: readonly string[]): Promise<Touched> {
    const [revision, at] = [randomUUID(), Date.now()];
    if (records.length === 0) return { revision, before: {} };
    // In one order, so that two calls that change the same records cannot wait for each other.
    const rows = [...new Set(records)].sort().map((record) => ({ record, revision, previous: null, at }));
    const found = await trx
      .insertInto('composable_revisions')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('record').doUpdateSet((now) => ({
          previous: now.ref('composable_revisions.revision'),
          revision: now.ref('excluded.revision'),
          at: now.ref('excluded.at'),
        })),
      )
      .returning(['record', 'previous'])
      .execute();
    return { revision, before: Object.fromEntries(found.map(({ record, previous }) => [record, previous])) };
  }

  /**
   * @param touched null for a call that was recorded before there were revisions
   * @throws PlatformError `changed-since` where another call has changed one of the records since
   */
  async check(db: Connection, records: readonly string[], touched: Touched | null): Promise<void> {
    if (records.length === 0) return;
    const rows = await db
      .selectFrom('composable_revisions')
      .select(['record', 'revision'])
      .where('record', 'in', records)
      .execute();
    const now = new Map(rows.map(({ record, revision }) => [record, revision]));
    const changed = records.find((record) => (now.get(record) ?? null) !== (touched?.revision ?? null));
    if (changed !== undefined) throw changedSince(changed);
  }

  /**
   * Gives the records back the revisions that a call found them at.
   * @returns those that another call has changed since, which keep theirs
   */
  async rewind(trx: Connection, { revision, before }: Touched): Promise<string[]> {
    const changed: string[] = [];
    for (const record of Object.keys(before).sort()) {
      const { numUpdatedRows } = await trx
        .updateTable('composable_revisions')
        .set({ revision: before[record]!, at: Date.now() })
        .where('record', '=', record)
        .where('revision', '=', revision)
        .executeTakeFirst();
      if (Number(numUpdatedRows) === 0) changed.push(record);
    }
    return changed;
  }
}

export function changedSince(record: string): PlatformError {
  const message = `The record ${record} was changed since by another request: nothing was undone`;
  return new PlatformError('changed-since', message);
}
