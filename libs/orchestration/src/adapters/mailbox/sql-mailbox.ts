import { v7 as uuidv7 } from 'uuid';
import type { Database } from '#storage';
import type { OperatorCommand } from '../../core/commands';
import type { Letter, Mailbox, Reply } from '../../ports/mailbox.port';
import type { Ownership } from '../../ports/ownership.port';
import type { JournalSchema } from '../journal/schema';

/** Far longer than anybody waits for a reply. */
const KEPT_MS = 3_600_000;
const GONE: Reply = { kind: 'unknown', reason: 'the replica that drove the job died' };

/** Letters between replicas, as rows of the database that they share. */
export class SqlMailbox implements Mailbox {
  constructor(
    private readonly database: Database<JournalSchema>,
    private readonly owner: Pick<Ownership, 'id'>,
  ) {}

  async send(jobId: string, command: OperatorCommand): Promise<string> {
    const id = uuidv7();
    const letter = { id, job_id: jobId, command: JSON.stringify(command), received_by: null, reply: null };
    await this.database.db.insertInto('letters').values(letter).execute();
    await this.forgetOld();
    return id;
  }

  async receive(): Promise<Letter[]> {
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

  async reply(letterId: string, reply: Reply): Promise<void> {
    await this.database.db
      .updateTable('letters')
      .set({ reply: JSON.stringify(reply) })
      .where('id', '=', letterId)
      .execute();
  }

  async takeReply(letterId: string): Promise<Reply | null> {
    const letter = await this.database.db
      .selectFrom('letters')
      .leftJoin('replicas', 'replicas.id', 'letters.received_by')
      .select(['letters.reply', 'letters.received_by', 'replicas.id as receiver'])
      .where('letters.id', '=', letterId)
      .executeTakeFirst();
    const reply = letter ? replyIn(letter) : GONE;
    if (reply !== null) await this.database.db.deleteFrom('letters').where('id', '=', letterId).execute();
    return reply;
  }

  async withdraw(letterId: string): Promise<boolean> {
    const { numDeletedRows } = await this.database.db
      .deleteFrom('letters')
      .where('id', '=', letterId)
      .where('received_by', 'is', null)
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  }

  /** Whoever wrote them died before the reply came. */
  private async forgetOld(): Promise<void> {
    const before = uuidv7({ msecs: Date.now() - KEPT_MS });
    await this.database.db.deleteFrom('letters').where('id', '<', before).execute();
  }
}

function replyIn(letter: { reply: string | null; received_by: string | null; receiver: string | null }): Reply | null {
  if (letter.reply !== null) return JSON.parse(letter.reply) as Reply;
  return letter.received_by !== null && letter.receiver === null ? GONE : null;
}
