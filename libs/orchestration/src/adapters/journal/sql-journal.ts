import { SETTLED_STATUSES } from '#contract/pure';
import { Inject, Injectable } from '@nestjs/common';
import { type Database, DATABASE, NotStorable } from '#storage';
import type { Appended, Journal, JournalEntry, JournalPage } from '../../ports/journal.port';
import { type Ownership, OWNERSHIP } from '../../ports/ownership.port';
import { explainRefusal } from './append';
import { appendToPostgres } from './append-to-postgres';
import { appendToSqlite } from './append-to-sqlite';
import { readPage } from './read-page';
import type { JournalSchema } from '../database/schema';

@Injectable()
export class SqlJournal implements Journal {
  constructor(
    @Inject(DATABASE) private readonly database: Database<JournalSchema>,
    @Inject(OWNERSHIP) private readonly writer: Pick<Ownership, 'id'>,
  ) {}

  async append(entries: readonly JournalEntry[]): Promise<readonly Appended[]> {
    try {
      return await this.appendTogether(entries);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (entries.length === 1) return [{ refused: error }];
    }
    // An entry that cannot be stored must not fail the others of its commit.
    const appended: Appended[] = [];
    for (const entry of entries) appended.push(...(await this.append([entry])));
    return appended;
  }

  private async appendTogether(entries: readonly JournalEntry[]): Promise<readonly Appended[]> {
    const append = this.database.dialect === 'postgres' ? appendToPostgres : appendToSqlite;
    const { id } = this.writer;
    const written = await append(this.database, entries, id);
    if (written.every(Boolean)) return entries.map(() => 'ok');
    return Promise.all(
      entries.map((entry, index) =>
        written[index] ? Promise.resolve('ok' as const) : explainRefusal(this.database, entry, id),
      ),
    );
  }

  read(jobId: string, after = 0): Promise<JournalPage> {
    return readPage(this.database, jobId, after);
  }

  async heads(jobIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (jobIds.length === 0) return new Map();
    const rows = await this.database.db
      .selectFrom('journal')
      .select(({ fn }) => ['job_id', fn.max('first_seq').as('head')])
      .where('job_id', 'in', jobIds)
      .groupBy('job_id')
      .execute();
    return new Map(rows.map(({ job_id, head }) => [job_id, head]));
  }

  async settledBefore(time: number, limit: number): Promise<string[]> {
    const rows = await this.database.db
      .selectFrom('jobs')
      .select('id')
      .where('status', 'in', SETTLED_STATUSES)
      .where('completed_at', '<', time)
      .orderBy('completed_at')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  async delete(jobIds: readonly string[]): Promise<void> {
    await this.database.commit(async (trx) => {
      await trx.deleteFrom('job_views').where('job_id', 'in', jobIds).execute();
      await trx.deleteFrom('journal').where('job_id', 'in', jobIds).execute();
      await trx.deleteFrom('job_labels').where('job_id', 'in', jobIds).execute();
      await trx.deleteFrom('jobs').where('id', 'in', jobIds).execute();
    });
  }
}

/** A retry would fail again: no database can store it, or its JSON exceeds the longest string. */
function isRefusal(error: unknown): error is Error {
  return error instanceof NotStorable || error instanceof RangeError;
}
