import { Injectable } from '@nestjs/common';
import type { Transaction } from 'kysely';
import { PlatformError } from '#contract';
import type { Command } from '../commands/command';
import type { AnyWork, Handled } from '../commands/handler';
import { PrepareAgain } from '../commands/prepare-again';
import { appsView } from '../ledger/apps-view';
import { type Entry, Ledger } from '../ledger/ledger';
import type { LedgerSchema } from '../ledger/ledger.schema';
import type { Answer, Call } from './call';
import type { LedgerKey } from './ledger-key';

export const NOOP: Answer = { status: 200, body: { status: 'noop' } };
const REVERTED: Answer = { status: 200, body: { status: 'reverted' } };

/** What `prepare` returned; no wrapper at all where nothing had to be prepared when we looked. */
export type Prepared = { value: unknown } | undefined;

export interface Due {
  command: Command;
  call: Call;
  /** Undefined: nothing will be remembered of this call. */
  key?: LedgerKey;
  prepared: Prepared;
}

/** What one transaction does with a call: what is due by the ledger, and the ledger's new entry with it. */
@Injectable()
export class Settlement {
  constructor(private readonly ledger: Ledger) {}

  async settle(trx: Transaction<LedgerSchema>, due: Due): Promise<Answer> {
    const entry = due.key && (await this.ledger.claim(trx, due.key.key));
    return due.call.action === 'revert' ? this.undo(trx, due, entry) : this.perform(trx, due, entry);
  }

  private async perform(trx: Transaction<LedgerSchema>, due: Due, entry: Entry | undefined): Promise<Answer> {
    const { command, call, key, prepared } = due;
    if (key?.named && entry) return recorded(entry);
    const handled = await handle(command, call, workOf(trx, prepared));
    const answer = answerOf(handled);
    if (key) {
      const undo = handled.undo === undefined ? stillUndoable(entry) : handled.undo;
      await this.ledger.write(trx, key.key, command.name, { state: 'executed', answer, undo });
    }
    return answer;
  }

  private async undo(trx: Transaction<LedgerSchema>, due: Due, entry: Entry | undefined): Promise<Answer> {
    const { command, call, key, prepared } = due;
    const { name, handler, reversible } = command;
    if (entry?.state === 'reverted') return entry.answer;
    if (entry && reversible === 'none') throw new PlatformError('not-offered', `${name} cannot be reverted`);
    if (entry?.undo !== undefined) await handler.revert!(call, entry.undo, workOf(trx, prepared));
    const answer = entry ? REVERTED : NOOP;
    // Also what never ran is remembered as reverted: it may still be on its way.
    if (key && (entry ?? key.named)) await this.ledger.write(trx, key.key, name, { state: 'reverted', answer });
    return answer;
  }
}

/** A repeat that settles an unknown outcome, and finds that nothing happened, does what the execute would have done. */
async function handle({ handler }: Command, call: Call, work: AnyWork): Promise<Handled> {
  const upserts = call.action === 'repeat' && !call.settles && handler.repeat !== undefined;
  return upserts ? handler.repeat!(call, work) : handler.execute(call, work);
}

export function answerOf({ result, status = 200 }: Handled): Answer {
  return status === 204 ? { status } : { status, body: { result: result ?? null } };
}

function recorded({ state, answer }: Entry): Answer {
  if (state === 'executed') return answer;
  throw new PlatformError('reverted', 'This request was reverted: it is not executed any more');
}

/** Without a request id, a repeat that changed nothing must not make us forget what the call before it changed. */
function stillUndoable(entry: Entry | undefined): unknown {
  return entry?.state === 'executed' ? entry.undo : undefined;
}

function workOf(trx: Transaction<LedgerSchema>, prepared: Prepared): AnyWork {
  // Another replica settled this request after we looked: look again.
  if (!prepared) throw new PrepareAgain();
  return { trx: appsView(trx), prepared: prepared.value as never };
}
