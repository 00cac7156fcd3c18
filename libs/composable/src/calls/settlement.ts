import { Injectable } from '@nestjs/common';
import type { Kysely, Transaction } from 'kysely';
import { deepEqual, PlatformError } from '#contract';
import type { OfferedCommand } from '../commands/offered-command';
import type { AnyWork, Handled } from '../commands/handler';
import { PrepareAgain } from '../commands/prepare-again';
import { appsView } from '../ledger/apps-view';
import { type LedgerEntry, Ledger } from '../ledger/ledger';
import type { LedgerSchema } from '../ledger/ledger.schema';
import { changedSince, Revisions } from '../ledger/revisions';
import type { CallResponse, Call } from '../commands/call';
import { ChangedRecords } from './changed-records';
import type { LedgerKey } from './ledger-key';

export const NOOP: CallResponse = { status: 200, body: { status: 'noop' } };
const REVERTED: CallResponse = { status: 200, body: { status: 'reverted' } };

/** The result of `prepare`; no wrapper when nothing had to be prepared at that moment. */
export type PreparedValue = { value: unknown } | undefined;

export interface Due {
  command: OfferedCommand;
  call: Call;
  /** Undefined: this call is not recorded. */
  key?: LedgerKey;
  prepared: PreparedValue;
}

/** The transaction of a call: runs what the ledger says is due, and writes the ledger's entry with it. */
@Injectable()
export class Settlement {
  constructor(
    private readonly ledger: Ledger,
    private readonly revisions: Revisions,
  ) {}

  async settle(trx: Transaction<LedgerSchema>, due: Due): Promise<CallResponse> {
    const entry = due.key && (await this.ledger.claim(trx, due.key.key));
    return due.call.action === 'revert' ? this.undo(trx, due, entry) : this.perform(trx, due, entry);
  }

  /** @throws PlatformError `changed-since` when undoing this would undo a later change of another request */
  async checkUndo(db: Kysely<LedgerSchema>, command: OfferedCommand, call: Call, entry: LedgerEntry): Promise<void> {
    refuseAllButTheLast(call, entry);
    await this.checkRevisions(db, command, call, entry);
  }

  private async perform(
    trx: Transaction<LedgerSchema>,
    due: Due,
    entry: LedgerEntry | undefined,
  ): Promise<CallResponse> {
    const { command, call, key, prepared } = due;
    if (key?.named && entry) return recorded(entry);
    const changed = new ChangedRecords(call);
    const handled = await handle(command, call, workOf(trx, prepared, changed));
    const response = responseOf(handled);
    const { undo } = handled;
    const touched = undo === undefined ? undefined : await this.revisions.advance(trx, changed.ids);
    if (!key) return response;
    // Without a request id, a call that changed nothing must not replace the record of the call before it.
    const change =
      undo === undefined && entry?.state === 'executed' ? entry : { undo, touched, payload: payloadOf(due) };
    await this.ledger.write(trx, key.key, command.name, { ...change, state: 'executed', answer: response });
    return response;
  }

  private async undo(trx: Transaction<LedgerSchema>, due: Due, entry: LedgerEntry | undefined): Promise<CallResponse> {
    const { command, call, key } = due;
    if (!entry) return this.undoNothing(trx, due);
    refuseAllButTheLast(call, entry);
    if (entry.state === 'reverted') return entry.answer;
    if (command.reversible === 'none') throw new PlatformError('not-offered', `${command.name} cannot be reverted`);
    if (entry.undo !== undefined) await this.takeBack(trx, due, entry);
    const { payload } = entry;
    await this.ledger.write(trx, key!.key, command.name, { state: 'reverted', answer: REVERTED, payload });
    return REVERTED;
  }

  /** A request that never ran is recorded as reverted too: it may still be on its way. */
  private async undoNothing(trx: Transaction<LedgerSchema>, { command, key }: Due): Promise<CallResponse> {
    if (key?.named) await this.ledger.write(trx, key.key, command.name, { state: 'reverted', answer: NOOP });
    return NOOP;
  }

  private async takeBack(
    trx: Transaction<LedgerSchema>,
    { command, call, prepared }: Due,
    entry: LedgerEntry,
  ): Promise<void> {
    await this.checkRevisions(trx, command, call, entry);
    const changed = new ChangedRecords(call);
    await command.handler.revert!(call, entry.undo, workOf(trx, prepared, changed));
    const others = entry.touched ? await this.revisions.rewind(trx, entry.touched) : [];
    // Another replica changed it between the look-up and the handler.
    if (others.length > 0 && command.reversible === 'full') throw changedSince(others[0]!);
    const alsoChanged = changed.ids.filter((id) => !Object.hasOwn(entry.touched?.before ?? {}, id));
    await this.revisions.advance(trx, [...others, ...alsoChanged]);
  }

  private async checkRevisions(
    db: Kysely<LedgerSchema>,
    { reversible }: OfferedCommand,
    call: Call,
    entry: LedgerEntry,
  ): Promise<void> {
    if (reversible !== 'full') return;
    const { touched = null } = entry;
    await this.revisions.check(db, touched ? Object.keys(touched.before) : new ChangedRecords(call).ids, touched);
  }
}

/** Without request ids only the last change of a kind to a record is recorded, and only it can be undone. */
function refuseAllButTheLast({ requestId, message }: Call, { payload }: LedgerEntry): void {
  if (requestId !== undefined || !message?.payload || payload === undefined) return;
  if (!deepEqual(message.payload, payload)) throw changedSince(message.id!);
}

function payloadOf({ call, key }: Due): unknown {
  return key?.named ? undefined : (call.message?.payload ?? {});
}

/** A repeat that settles an unknown outcome and finds no execute does what the execute would have done. */
async function handle({ handler }: OfferedCommand, call: Call, work: AnyWork): Promise<Handled> {
  const upserts = call.action === 'repeat' && !call.settles && handler.repeat !== undefined;
  return upserts ? handler.repeat!(call, work) : handler.execute(call, work);
}

export function responseOf({ result, status = 200 }: Handled): CallResponse {
  return status === 204 ? { status } : { status, body: { result: result ?? null } };
}

function recorded({ state, answer }: LedgerEntry): CallResponse {
  if (state === 'executed') return answer;
  throw new PlatformError('reverted', 'This request was reverted: it is not executed any more');
}

function workOf(trx: Transaction<LedgerSchema>, prepared: PreparedValue, changed: ChangedRecords): AnyWork {
  // Another replica finished this request after the look-up: look again.
  if (!prepared) throw new PrepareAgain();
  return { trx: appsView(trx), prepared: prepared.value as never, changed: changed.add };
}
