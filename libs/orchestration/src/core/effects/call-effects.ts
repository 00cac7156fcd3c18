import { isCommandMessage, type SecretPlace } from '#contract/pure';
import { type BindEffect, type CallEffect } from '../model/effects';
import { type JobState } from '../model/state';
import { type UnitState } from '../model/unit-state';
import { callStateOf, keyOf, type LocatedUnit, originalUnitOf, senderOf } from '../queries/units';
import { endpointOfCall, sentRequestId } from '../task/call-request';
import { type ExecutedResponse, readMessage, repeatMessage, revertMessage } from '../task/message';
import { responseAsSent } from '../task/translated';

export function bindEffect({ ref, planned, unit }: LocatedUnit, undo: boolean): BindEffect {
  const call = callStateOf(unit, undo);
  const { action } = call.next;
  return {
    kind: 'bind',
    key: `bind${undo ? '-undo' : ''}/${keyOf(ref)}/${unit.requestId ?? ''}/${action}/${call.attempts.length}/${call.spent}/${call.since}`,
    durable: false,
    unit: ref,
    undo,
    action: action === 'poll' ? (undo ? 'revert' : planned.action) : endpointOfCall(action),
    selector: planned.selector,
    command: isCommandMessage(unit.body) ? unit.body.command : null,
    terms: unit.terms,
    // A call without effect may go to another instance; any other returns to the instance that got it.
    same: undo || unit.effect !== 'none' || call.unconfirmed || planned.of !== null ? call.target : null,
    ignoreCircuitBreaker: call.hurried,
    deadline: undo ? null : call.since + planned.bindTimeoutMs,
    timeoutMs: undo ? null : planned.bindTimeoutMs,
  };
}

export function callEffect(state: JobState, { ref, planned, unit }: LocatedUnit, undo: boolean): CallEffect {
  const call = callStateOf(unit, undo);
  if (!call.target) throw new Error(`job ${state.id} has a call without a target`);
  const requestId = unit.requestId ?? '';
  const { headers, secrets } = senderOf(state, planned);
  return {
    kind: 'call',
    key: `${undo ? 'undo' : 'call'}/${keyOf(ref)}/${requestId}/${call.attempts.length}`,
    durable: true,
    unit: ref,
    undo,
    attempt: call.attempts.length,
    call: call.next,
    target: call.target,
    requestId,
    body: bodyOf(state, { planned, unit }, undo),
    headers,
    secrets: call.next.action === 'read' ? secrets.filter(isOutsidePayload) : secrets,
    timeoutMs: planned.timeoutMs,
  };
}

/** The unit's message, as this call sends it. */
function bodyOf(state: JobState, { planned, unit }: Pick<LocatedUnit, 'planned' | 'unit'>, undo: boolean): unknown {
  const { next, attempts } = callStateOf(unit, undo);
  if (next.action === 'read') return readMessage(unit.body, sentRequestId(unit.requestId ?? '', next, attempts.length));
  if (next.action === 'revert')
    return revertMessage(unit.body, executedBy(undo ? unit : originalUnitOf(state, planned)));
  return next.settles ? repeatMessage(unit.body) : unit.body;
}

/** A `read` has no payload. */
function isOutsidePayload({ path: [member] }: SecretPlace): boolean {
  return member === 'id' || member === 'metadata';
}

/** The response to the execute, if it succeeded and its response is known. */
function executedBy(unit: UnitState | undefined): ExecutedResponse | null {
  const status = unit?.status ?? unit?.error?.status;
  if (unit?.effect !== 'done' || status === undefined) return null;
  return { status, result: responseAsSent(unit.call.target, unit.result) };
}
