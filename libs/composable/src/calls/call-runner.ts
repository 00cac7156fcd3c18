import { Inject, Injectable } from '@nestjs/common';
import { type Database, DATABASE } from '#storage';
import type { OfferedCommand } from '../commands/offered-command';
import { CommandRegistry } from '../commands/command-registry';
import { PrepareAgain } from '../commands/prepare-again';
import { appsView } from '../ledger/apps-view';
import { type LedgerEntry, Ledger } from '../ledger/ledger';
import type { LedgerSchema } from '../ledger/ledger.schema';
import type { CallResponse, Call } from '../commands/call';
import { KeyedQueue } from './keyed-queue';
import { type LedgerKey, ledgerKey } from './ledger-key';
import { responseOf, NOOP, type PreparedValue, Settlement } from './settlement';

const CONTENDED = 'contended';
const MAX_ATTEMPTS = 10;

/** Runs each call as often as the contract says: an executed request once, a reverted one never again. */
@Injectable()
export class CallRunner {
  private readonly queue = new KeyedQueue();

  constructor(
    @Inject(DATABASE) private readonly database: Database<LedgerSchema>,
    private readonly registry: CommandRegistry,
    private readonly ledger: Ledger,
    private readonly settlement: Settlement,
  ) {}

  async run(call: Call): Promise<CallResponse> {
    const command = this.registry.for(call);
    if (command.safe) return call.action === 'revert' ? NOOP : this.read(command, call);
    const key = ledgerKey(call);
    return key ? this.queue.run(key.key, () => this.change(command, call, key)) : this.change(command, call);
  }

  private async read({ handler }: OfferedCommand, call: Call): Promise<CallResponse> {
    const prepared = (await handler.prepare?.(call)) as never;
    return responseOf(
      await handler.execute(call, { trx: appsView(this.database.db), prepared, changed: () => undefined }),
    );
  }

  private async change(command: OfferedCommand, call: Call, key?: LedgerKey): Promise<CallResponse> {
    try {
      return await this.attempt(command, call, key);
    } catch (error) {
      if (!(error instanceof PrepareAgain)) throw error;
      // Calls that conflicted run one after another, so that each succeeds.
      return this.queue.run(CONTENDED, () => this.insist(command, call, key));
    }
  }

  private async insist(command: OfferedCommand, call: Call, key?: LedgerKey): Promise<CallResponse> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(command, call, key);
      } catch (error) {
        if (!(error instanceof PrepareAgain) || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  private async attempt(command: OfferedCommand, call: Call, key?: LedgerKey): Promise<CallResponse> {
    const prepared = await this.prepare(command, call, key);
    return this.database.commit((trx) => this.settlement.settle(trx, { command, call, key, prepared }));
  }

  /** `prepare` is skipped when the ledger has the response already. */
  private async prepare(command: OfferedCommand, call: Call, key?: LedgerKey): Promise<PreparedValue> {
    const { handler } = command;
    if (!handler.prepare) return { value: undefined };
    const entry = key && (await this.ledger.find(key.key));
    if (call.action === 'revert') return entry && this.prepareUndo(command, call, entry);
    return entry && key?.named ? undefined : { value: await handler.prepare(call) };
  }

  private async prepareUndo(command: OfferedCommand, call: Call, entry: LedgerEntry): Promise<PreparedValue> {
    if (entry.state !== 'executed' || command.reversible === 'none') return undefined;
    await this.settlement.checkUndo(this.database.db, command, call, entry);
    return { value: await command.handler.prepare!(call, entry.undo) };
  }
}
