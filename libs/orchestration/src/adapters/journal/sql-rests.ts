import { Inject, Injectable } from '@nestjs/common';
import { type Database, DATABASE } from '#storage';
import { type Ownership, OWNERSHIP } from '../../ports/ownership.port';
import type { DueJob, Rests } from '../../ports/rests.port';
import type { JournalSchema } from '../database/schema';

@Injectable()
export class SqlRests implements Rests {
  constructor(
    @Inject(DATABASE) private readonly database: Database<JournalSchema>,
    @Inject(OWNERSHIP) private readonly owner: Pick<Ownership, 'id'>,
  ) {}

  async due(now: number, most: number, after?: DueJob): Promise<readonly DueJob[]> {
    let query = this.owned().select(['id', 'due_at']).where('due_at', '<=', now).limit(most);
    if (after) {
      const { dueAt, jobId } = after;
      query = query.where((eb) => eb(eb.refTuple('due_at', 'id'), '>', eb.tuple(dueAt, jobId)));
    }
    const rows = await query.execute();
    return rows.map(({ id, due_at }) => ({ jobId: id, dueAt: Number(due_at) }));
  }

  async nextAfter(now: number): Promise<number | null> {
    // What rests since a time that is still to come, as a clock was set back, the process keeps itself.
    const query = this.owned().select('due_at').where('due_at', '>', now).where('rests_since', '<=', now).limit(1);
    const row = await query.executeTakeFirst();
    // PostgreSQL gives a bigint as text.
    return row === undefined ? null : Number(row.due_at);
  }

  /** In the order of the index. On SQLite no job has an owner. */
  private owned() {
    const { id } = this.owner;
    return this.database.db
      .selectFrom('jobs')
      .where('owner', id === null ? 'is' : '=', id)
      .where('due_at', 'is not', null)
      .orderBy('due_at')
      .orderBy('id');
  }
}
