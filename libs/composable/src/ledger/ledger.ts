import { Inject, Injectable } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { type Database, DATABASE } from '#storage';
import type { Answer } from '../calls/call';
import type { LedgerSchema } from './ledger.schema';
import type { Touched } from './revisions';

export interface Entry {
  state: 'executed' | 'reverted';
  answer: Answer;
  /** Undefined where nothing was changed. */
  undo?: unknown;
  /** The payload of a request without an id. */
  payload?: unknown;
  /** Undefined where nothing was changed, or a version wrote the entry that kept no revisions. */
  touched?: Touched;
}

/** Remembers which requests were executed and which were reverted, so that each counts once. */
@Injectable()
export class Ledger {
  constructor(@Inject(DATABASE) private readonly database: Database<LedgerSchema>) {}

  /** Has this transaction look at `key` alone, also where several replicas share the database. */
  async claim(trx: Kysely<LedgerSchema>, key: string): Promise<Entry | undefined> {
    if (this.database.dialect === 'postgres') {
      await trx.selectNoFrom(sql`pg_advisory_xact_lock(hashtextextended(${key}, 0))`.as('locked')).execute();
    }
    return this.find(key, trx);
  }

  async find(key: string, db: Kysely<LedgerSchema> = this.database.db): Promise<Entry | undefined> {
    const row = await db
      .selectFrom('composable_ledger')
      .select(['state', 'answer', 'undo', 'payload', 'touched'])
      .where('key', '=', key)
      .executeTakeFirst();
    return (
      row && {
        state: row.state,
        answer: JSON.parse(row.answer) as Answer,
        undo: fromJson(row.undo),
        payload: fromJson(row.payload),
        touched: fromJson(row.touched) as Touched | undefined,
      }
    );
  }

  async write(trx: Kysely<LedgerSchema>, key: string, command: string, entry: Entry): Promise<void> {
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
