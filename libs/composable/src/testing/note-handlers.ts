import { PlatformError } from '#contract';
import type { Call } from '../commands/call';
import { CommandHandler, PlainInputHandler } from '../commands/command-handler.decorator';
import type { Handled, Handler, Work } from '../commands/handler';
import type { NotesSchema } from './notes.migrations';

type NoteWork = Work<NotesSchema>;

/** Counts its calls, which shows duplicates. */
@CommandHandler('write', { safe: false, idempotent: false, reversible: 'full', requiredFields: ['id'] })
export class WriteNote implements Handler<NotesSchema> {
  async execute({ message }: Call, { trx }: NoteWork): Promise<Handled> {
    const id = message!.id!;
    const text = String((message!.payload as { text: unknown }).text);
    const before = await trx.selectFrom('notes').selectAll().where('id', '=', id).executeTakeFirst();
    if (text === 'forbidden') throw new PlatformError('unprocessable', 'No');
    const note = { id, text, times: (before?.times ?? 0) + 1 };
    await trx
      .insertInto('notes')
      .values(note)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(note))
      .execute();
    return { result: note, status: 201, undo: before ?? null };
  }

  async revert({ message }: Call, undo: unknown, { trx }: NoteWork): Promise<void> {
    const before = undo as NotesSchema['notes'] | null;
    const id = message!.id!;
    if (before) await trx.updateTable('notes').set(before).where('id', '=', id).execute();
    else await trx.deleteFrom('notes').where('id', '=', id).execute();
  }
}

@CommandHandler('read', { safe: true, idempotent: true, reversible: 'none' })
export class ReadNote implements Handler<NotesSchema> {
  async execute({ message }: Call, { trx }: NoteWork): Promise<Handled> {
    const note = await trx.selectFrom('notes').selectAll().where('id', '=', message!.id!).executeTakeFirst();
    if (!note) throw new PlatformError('not-found', 'There is no such note');
    return { result: note };
  }
}

/** An effect that cannot be undone. */
@CommandHandler('publish', { safe: false, idempotent: true, reversible: 'none' })
export class PublishNote implements Handler<NotesSchema> {
  execute(): Promise<Handled> {
    return Promise.resolve({ status: 204, undo: null });
  }
}

/** Does its slow work before the transaction. */
@PlainInputHandler({ safe: false, idempotent: false, reversible: 'none' })
export class UppercaseText implements Handler<NotesSchema, string> {
  prepared = 0;

  async prepare({ input }: Call): Promise<string> {
    this.prepared++;
    await new Promise(setImmediate);
    return `${String(input.text).toUpperCase()}!`;
  }

  execute(_: Call, { prepared }: Work<NotesSchema, string>): Promise<Handled> {
    return Promise.resolve({ result: prepared });
  }
}
