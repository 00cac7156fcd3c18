import { Inject, Injectable } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { type Database, DATABASE } from '#storage';
import type { CallResponse } from '../commands/call';
import type { LedgerSchema } from './ledger.schema';
import type { Touched } from './revisions';

export interface LedgerEntry {
  state: 'executed' | 'reverted';
  answer: CallResponse;
  /** Undefined if nothing was changed. */
  undo?: unknown;
  /** The payload of a request without an id. */
  payload?: unknown;
  /** Undefined if nothing was changed, or a version without revisions wrote the entry. */
  touched?: Touched;
}

/** Records which requests were executed and reverted, so that each takes effect once. */
@Injectable()
export class Ledger {
  constructor(@Inject(DATABASE) private readonly database: Database<LedgerSchema>) {}

  /** Locks `key` for this transaction, also against other replicas on the database. */
  async claim(trx: Kysely<LedgerSchema>, key: string): Promise<LedgerEntry | undefined> {
    if (this.database.dialect === 'postgres') {
      await trx.selectNoFrom(sql`pg_advisory_xact_lock(hashtextextended(${key}, 0))`.as('locked')).execute();
    }
    return this.find(key, trx);
  }

  async find(key: string, db: Kysely<LedgerSchema> = this.database.db): Promise<LedgerEntry | undefined> {
    const row = await db
      .selectFrom('composable_ledger')
      .select(['state', 'answer', 'undo', 'payload', 'touched'])
      .where('key', '=', key)
      .executeTakeFirst();
    return (
      row && {
        state: row.state,
        answer: JSON.parse(row.answer) as CallResponse,
        undo: fromJson(row.undo),
        payload: fromJson(row.payload),
        touched: fromJson(row.touched) as Touched | undefined,
      }
    );
  }

  async write(trx: Kysely<LedgerSchema>, key: string, command: string, entry: LedgerEntry): Promise<void> {
    const values = {
      command,
      state: entry.state,
      answer: JSON.stringify(entry.answer),
      undo: toJson(entry.undo),
      payload: toJson(entry.payload),
      touched: toJson(entry.touched),
      at: Date.now(),
    };
    await trx
      .insertInto('composable_ledger')
      .values({ key, ...values })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
      .execute();
  }
}

function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function fromJson(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text);
}
