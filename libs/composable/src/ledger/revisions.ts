import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { PlatformError } from '#contract';
import type { LedgerSchema } from './ledger.schema';

type Connection = Kysely<LedgerSchema>;

/** The records that one call changed. */
export interface Touched {
  /** The revision at which the call left each of them. */
  revision: string;
  /** Record → the revision at which the call found it; null for one that no call has changed before. */
  before: Record<string, string | null>;
}

/**
 * Tracks the last change of a record: every change gives it a new revision, and undoing that change restores the
 * previous one. A record at the revision that a call left has not been changed by another call since.
 */
@Injectable()
export class Revisions {
  /** Gives the records a new revision; they stay locked until the transaction ends. */
  async advance(trx: Connection, records: readonly string[]): Promise<Touched> {
    const [revision, at] = [randomUUID(), Date.now()];
    if (records.length === 0) return { revision, before: {} };
    // Always in the same order, so that two calls on the same records cannot deadlock.
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
   * @throws PlatformError `changed-since` when another call has changed one of the records since
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
   * Restores the revisions at which a call found the records.
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
