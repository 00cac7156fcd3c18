import type { Action } from '#contract';
import { type CallAction, type NextCall } from '../model/state';

/** What a call is sent as: every `read` that settles is a request of its own, that no one takes for the call it is about. */
export function sentRequestId(requestId: string, { action }: NextCall, attempt: number): string {
  return action === 'read' ? `${requestId}/read/${attempt}` : requestId;
}

/** The endpoint that an action is sent to: `read` is a command like any other. */
export function endpointFor(action: Exclude<CallAction, 'poll'>): Action {
  return action === 'read' ? 'execute' : action;
}
