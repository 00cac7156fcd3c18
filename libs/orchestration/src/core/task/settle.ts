import { CHANGING_COMMANDS, isCommandMessage } from '#contract/pure';
import type { OnUnknown } from '#contract';
import { type NextCall, type Target } from '../model/unit-state';

import { isSafe } from '../model/safe-unit';
import { type LocatedUnit } from '../queries/units';

/** How an unknown outcome can be found out, and why so, in words for the plan and for the job's record. */
export interface SettlementMethod {
  /** `read` asks first whether the record is there; null: it cannot be found out. */
  readonly by: 'repeat' | 'execute' | 'read' | null;
  readonly because: string;
}

export interface UncertainCall {
  readonly body: unknown;
  readonly madeId: boolean;
  readonly target: Target;
  readonly onUnknown: OnUnknown | undefined;
  /** The service turned out to offer no /repeat, or one that settles nothing. */
  readonly noRepeat: boolean;
}

/**
 * `/repeat` is the way wherever it can do no harm: the service keeps a ledger, or the message is a command that changes
 * nothing more when it comes again. Elsewhere it could overwrite what was there before, or return the result of another call.
 */
export function settlementMethodOf(call: UncertainCall): SettlementMethod {
  const { target, onUnknown } = call;
  if (onUnknown === 'undo') return { by: null, because: 'onUnknown is "undo"' };
  if (onUnknown !== 'repeat' && mayAffectOlderRecord(call)) return settlingByRead(target);
  const harmless = whyHarmless(call);
  if (harmless !== null && target.endpoints.repeat !== null && !call.noRepeat) {
    return { by: 'repeat', because: harmless };
  }
  if (isSafe({ safe: target.safe, body: call.body })) return { by: 'execute', because: 'the call is safe' };
  if (target.idempotent) return { by: 'execute', because: `${target.name} declares the call idempotent` };
  return { by: null, because: whyNever(call, harmless !== null) };
}

/** A create by an id that its author chose, at a service without a ledger: a record of that id may be older than the job. */
export function mayAffectOlderRecord({
  body,
  madeId,
  target,
}: Pick<UncertainCall, 'body' | 'madeId' | 'target'>): boolean {
  return isCommandMessage(body) && body.command === 'create' && !madeId && target.requestIds !== true;
}

function settlingByRead({ name, offersRead }: Target): SettlementMethod {
  const doubt = `${name} keeps no request ids, and may have had a record of this id before`;
  return offersRead ? { by: 'read', because: doubt } : { by: null, because: `${doubt}; it offers no read to ask with` };
}

/** Why a repeat does no harm; null where it may. */
function whyHarmless({ body, target, onUnknown }: UncertainCall): string | null {
  if (onUnknown === 'repeat') return 'onUnknown is "repeat"';
  if (target.requestIds) return `${target.name} keeps request ids`;
  if (!isCommandMessage(body)) return null;
  if (CHANGING_COMMANDS.has(body.command)) return `a repeated ${body.command} changes nothing more`;
  return isSafe({ safe: target.safe, body }) ? 'the call is safe' : null;
}

function whyNever({ body, target }: UncertainCall, harmless: boolean): string {
  if (harmless) return `${target.name} offers no repeat that finds it out`;
  const doubt = isCommandMessage(body) ? `do "${body.command}" a second time` : 'return the result of another call';
  return `${target.name} keeps no request ids, so its repeat might ${doubt}`;
}

/** What a unit's own settling depends on; null before anything was called. */
export function uncertainCallOf({ planned, unit }: LocatedUnit): UncertainCall | null {
  const { body, madeId, call } = unit;
  const { target, noRepeat } = call;
  return target && { body, madeId, target, onUnknown: planned.onUnknown, noRepeat };
}

/** The next call after an outcome that is unknown; null where it cannot be settled, and the task is undone. */
export function nextAfterUnknown(located: LocatedUnit, learned: { noRepeat?: boolean } = {}): NextCall | null {
  const { action } = located.planned;
  // Repeat and revert are idempotent by contract: sending them again settles them.
  if (action !== 'execute') return { action, settles: false };
  const call = uncertainCallOf(located);
  const by = call && settlementMethodOf({ ...call, noRepeat: call.noRepeat || learned.noRepeat === true }).by;
  return by && { action: by, settles: by === 'repeat' };
}

/** The next call while the service is still working on one. The outcome is not unknown: the service knows the call. */
export function nextWhileInProgress(located: LocatedUnit): NextCall | null {
  const { planned } = located;
  const settling =
    planned.onUnknown === 'undo' ? { ...located, planned: { ...planned, onUnknown: undefined } } : located;
  const next = nextAfterUnknown(settling);
  // A read would take a record that does not exist yet for one that was never made.
  return next?.action === 'read' ? null : next;
}
