import { Logger } from '@nestjs/common';
import type { Call, Handled, Handler, Work } from '#composable';
import { PlatformError } from '#contract';
import type { Database } from '#storage';
import { recordResult } from './record-result';
import type { EngineContext } from './engine-context';
import { messageOf } from './message-id';
import { completeRecord } from '../payload/complete';
import { readPayload } from '../payload/read-payload';
import type { RecordsSchema } from '../records/records.migrations';
import { CommandStore } from '../custom/command-store';
import type { CommandContext, CustomCommand } from '../custom/custom-command';
import { refusalOf } from '../custom/refusal';

/** The code's result and its buffered writes. */
interface Outcome {
  result: unknown;
  store: CommandStore;
}

/** Runs the code of a custom command before the transaction, and its writes in it. */
export class CustomHandler implements Handler<RecordsSchema, Outcome> {
  private readonly logger: Logger;

  constructor(
    private readonly context: EngineContext,
    private readonly code: CustomCommand,
    private readonly database: Database<RecordsSchema>,
  ) {
    this.logger = new Logger(context.name);
  }

  async prepare(call: Call, undo?: unknown): Promise<Outcome> {
    const { store: records, sources } = this.context;
    const store = new CommandStore(records, this.database.db, sources.newId);
    const context = this.contextOf(call, store);
    try {
      const result =
        call.action === 'revert'
          ? await this.code.revert!({ ...context, result: undo })
          : await this.code.execute(context);
      return { result: result ?? null, store };
    } catch (error) {
      throw refusalOf(error);
    }
  }

  async execute(_: Call, { trx, prepared, changed }: Work<RecordsSchema, Outcome>): Promise<Handled> {
    const { name, command } = this.context;
    const { result, store } = prepared;
    if (command.transitionType?.safe && store.changes.length > 0) {
      throw new PlatformError('internal', `${name} is declared safe but changes something`);
    }
    await store.writeTo(trx);
    changed(...store.changes);
    return { ...recordResult(name, command, result), undo: result };
  }

  async revert(_call: Call, _undo: unknown, { trx, prepared, changed }: Work<RecordsSchema, Outcome>): Promise<void> {
    await prepared.store.writeTo(trx);
    changed(...prepared.store.changes);
  }

  private contextOf(call: Call, store: CommandStore): CommandContext {
    const { command, design, sources } = this.context;
    const message = messageOf(call);
    return {
      input: completeRecord(readPayload(message, command, design.fields), command, design.fields, {}, sources),
      id: message.id,
      store,
      service: design.serviceInfo,
      logger: this.logger,
      signal: call.signal,
      requestId: call.requestId,
    };
  }
}
