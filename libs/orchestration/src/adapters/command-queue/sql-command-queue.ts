import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type Database, DATABASE } from '#storage';
import type { OperatorCommand } from '../../core/model/commands';
import type { CommandQueue, RemoteCommand, RemoteReply } from '../../ports/command-queue.port';
import { type Ownership, OWNERSHIP } from '../../ports/ownership.port';
import type { JournalSchema } from '../database/schema';

/** Far longer than any replica waits for a reply. */
const KEPT_MS = 3_600_000;
const GONE: RemoteReply = { kind: 'unknown', reason: 'the replica that drove the job died' };

/** Commands between replicas, as rows of the database they share; its table is called `letters`. */
@Injectable()
export class SqlCommandQueue implements CommandQueue {
  constructor(
    @Inject(DATABASE) private readonly database: Database<JournalSchema>,
    @Inject(OWNERSHIP) private readonly owner: Pick<Ownership, 'id'>,
  ) {}

  async send(jobId: string, command: OperatorCommand): Promise<string> {
    const id = uuidv7();
    const row = { id, job_id: jobId, command: JSON.stringify(command), received_by: null, reply: null };
    await this.database.db.insertInto('letters').values(row).execute();
    await this.deleteOld();
    return id;
  }

  async receive(): Promise<RemoteCommand[]> {
    const waiting = this.database.db
      .selectFrom('letters')
      .innerJoin('jobs', 'jobs.id', 'letters.job_id')
      .select('letters.id')
      .where('letters.received_by', 'is', null)
      .where('jobs.owner', '=', this.owner.id)
      .orderBy('letters.id')
      .forUpdate('letters')
      .skipLocked();
    const rows = await this.database.db
      .updateTable('letters')
      .set({ received_by: this.owner.id })
      .where('id', 'in', waiting)
      .returning(['id', 'job_id', 'command'])
      .execute();
    return rows
      .sort((one, other) => (one.id < other.id ? -1 : 1))
      .map(({ id, job_id, command }) => ({ id, jobId: job_id, command: JSON.parse(command) as OperatorCommand }));
  }

  async reply(commandId: string, reply: RemoteReply): Promise<void> {
    await this.database.db
      .updateTable('letters')
      .set({ reply: JSON.stringify(reply) })
      .where('id', '=', commandId)
      .execute();
  }

  async takeReply(commandId: string): Promise<RemoteReply | null> {
    const row = await this.database.db
      .selectFrom('letters')
      .leftJoin('replicas', 'replicas.id', 'letters.received_by')
      .select(['letters.reply', 'letters.received_by', 'replicas.id as receiver'])
      .where('letters.id', '=', commandId)
      .executeTakeFirst();
    const reply = row ? replyIn(row) : GONE;
    if (reply !== null) await this.database.db.deleteFrom('letters').where('id', '=', commandId).execute();
    return reply;
  }

  async withdraw(commandId: string): Promise<boolean> {
    const { numDeletedRows } = await this.database.db
      .deleteFrom('letters')
      .where('id', '=', commandId)
      .where('received_by', 'is', null)
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  }

  /** Their senders died before the reply came. */
  private async deleteOld(): Promise<void> {
    const before = uuidv7({ msecs: Date.now() - KEPT_MS });
    await this.database.db.deleteFrom('letters').where('id', '<', before).execute();
  }
}

function replyIn(row: {
  reply: string | null;
  received_by: string | null;
  receiver: string | null;
}): RemoteReply | null {
  if (row.reply !== null) return JSON.parse(row.reply) as RemoteReply;
  return row.received_by !== null && row.receiver === null ? GONE : null;
}
