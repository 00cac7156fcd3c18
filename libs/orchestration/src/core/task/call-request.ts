import type { Action } from '#contract';
import { type CallAction, type NextCall } from '../model/unit-state';

/** A `read` that settles is a request of its own: a ledger must not take it for the call that it is about. */
export function sentRequestId(requestId: string, { action }: NextCall, attempt: number): string {
  return action === 'read' ? `${requestId}/read/${attempt}` : requestId;
}

/** The endpoint that an action is sent to: `read` is a command like any other. */
export function endpointOfCall(action: Exclude<CallAction, 'poll'>): Action {
  return action === 'read' ? 'execute' : action;
}
