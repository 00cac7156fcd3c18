import type { Call, Handled, Handler, Work } from '#composable';
import { type CommandMessage, deepEqual } from '#contract';
import type { ResourceRecord } from '../records/record';
import type { RecordsSchema } from '../records/records.migrations';
import { applyUndo, type Undo, undoOf } from '../records/undo';
import { recordResult } from './record-result';
import type { EngineContext } from './engine-context';
import { messageOf } from './message-id';

type EngineWork = Work<RecordsSchema>;

/** A change of one record: from its current to its next state; undefined: no record. */
export interface RecordChange {
  id(message: CommandMessage, repeated: boolean): string;
  execute(message: CommandMessage, before: ResourceRecord | undefined, id: string): ResourceRecord | undefined;
  /** Reaches the same state as a single execute, whatever the current state is. */
  repeat(message: CommandMessage, before: ResourceRecord | undefined, id: string): ResourceRecord | undefined;
}

/** Executes a change, and records what undoing it needs. */
export class ChangeHandler implements Handler<RecordsSchema> {
  constructor(
    private readonly context: EngineContext,
    private readonly change: RecordChange,
  ) {}

  execute(call: Call, work: EngineWork): Promise<Handled> {
    return this.carryOut(call, work, false);
  }

  repeat(call: Call, work: EngineWork): Promise<Handled> {
    return this.carryOut(call, work, true);
  }

  revert(_: Call, undo: unknown, { trx }: EngineWork): Promise<void> {
    return applyUndo(this.context.store, trx, undo as Undo);
  }

  private async carryOut(call: Call, { trx, changed }: EngineWork, repeated: boolean): Promise<Handled> {
    const { name, command, store } = this.context;
    const message = messageOf(call);
    const id = this.change.id(message, repeated || call.action === 'repeat');
    const before = await store.take(trx, id);
    const after = repeated ? this.change.repeat(message, before, id) : this.change.execute(message, before, id);
    const result = recordResult(name, command, after ?? before ?? null);
    const changes = !deepEqual(before, after);
    // A caller who named an id that existed already relies on that record: removing it would undo more than this call.
    if (!changes && (call.requestId === undefined || !after)) return result;
    changed(id);
    if (changes && after) await store.put(trx, after);
    else if (changes) await store.remove(trx, id);
    return { ...result, undo: undoOf(before, after) };
  }
}
