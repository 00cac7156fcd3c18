import { CHANGING_COMMANDS } from '#contract/pure';
import { type ServiceResponse, type Responded, isNoop } from '../model/service-response';
import { describeResponse, isInProgress, isNotProcessed, pollUrlAfter } from '../task/verdict';
import { type EffectStatus, type Target } from '../model/unit-state';

/** What a response to a revert proves. */
export type UndoVerdict =
  | { readonly kind: 'acknowledged'; readonly status: number; readonly reason: string | null }
  /** The service says that there was nothing to undo, and the call is none of which that could not be. */
  | { readonly kind: 'noop'; readonly status: number; readonly reason: string }
  /** The service refuses for good: an open effect. */
  | { readonly kind: 'refused'; readonly status?: number; readonly message: string }
  | {
      readonly kind: 'again';
      readonly status?: number;
      readonly message: string;
      readonly retryAfterMs?: number;
      /** Proven: this revert did nothing. */
      readonly notExecuted?: boolean;
    }
  | {
      readonly kind: 'in-progress';
      readonly status: number;
      readonly message: string;
      readonly retryAfterMs?: number;
      readonly pollUrl?: string;
    };

export interface UndoCall {
  readonly action: 'revert' | 'poll';
  /** What is known of the effect that is to be undone. */
  readonly effect: EffectStatus;
  /** The outcome of an earlier revert is unknown: it may have been the one that worked. */
  readonly unconfirmed: boolean;
  /** The command that was executed; null for a plain input. */
  readonly command: string | null;
  /** The instance that was called, as far as it matters for judging its responses. */
  readonly target: Pick<Target, 'name' | 'requestIds' | 'revertIsJson'>;
  /** Where a poll asks. */
  readonly pollUrl?: string;
}

export function judgeUndo(response: ServiceResponse, call: UndoCall): UndoVerdict {
  if (response.kind !== 'responded') {
    return { kind: 'again', message: response.message, notExecuted: response.kind === 'not-sent' };
  }
  const { status } = response;
  const message = describeResponse(response);
  if (isNotProcessed(response) && call.action !== 'poll') {
    return { kind: 'again', status, message, retryAfterMs: response.retryAfterMs, notExecuted: true };
  }
  if (isInProgress(response) || isNotProcessed(response)) {
    const pollUrl = pollUrlAfter(response, call);
    return { kind: 'in-progress', status, message, retryAfterMs: response.retryAfterMs, pollUrl };
  }
  return judgeStatus(response, call, message);
}

function judgeStatus(response: Responded, call: UndoCall, message: string): UndoVerdict {
  const { status, retryAfterMs } = response;
  if (status >= 200 && status < 300) return judgeSuccess(response, call, message);
  if (call.action === 'poll') return { kind: 'again', status, message };
  if (status === 404 || status === 410) return judgeGone(response, call, message);
  const permanent = status === 501 || (status >= 400 && status < 500 && status !== 408);
  return permanent ? { kind: 'refused', status, message } : { kind: 'again', status, message, retryAfterMs };
}

/** A 2xx may say that nothing was undone, or come from a proxy instead of the service. */
function judgeSuccess({ status, body }: Responded, call: UndoCall, message: string): UndoVerdict {
  if (body.kind === 'broken') return { kind: 'again', status, message: `${message}: ${body.message}` };
  if (body.kind === 'raw' && call.target.revertIsJson) {
    return { kind: 'again', status, message: `${message}, which is not the JSON that its forms promise` };
  }
  const said = body.kind === 'json' ? body.value : body.kind === 'raw' ? body.text : null;
  if (isNoop(said)) return judgeNoop(status, call);
  return { kind: 'acknowledged', status, reason: null };
}

function judgeNoop(status: number, { effect, unconfirmed, command, target }: UndoCall): UndoVerdict {
  if (effect === 'unknown') return { kind: 'acknowledged', status, reason: 'nothing there to undo' };
  // Only a ledger knows that an earlier revert was executed.
  if (unconfirmed && target.requestIds) return { kind: 'acknowledged', status, reason: 'undone by an earlier revert' };
  if (CHANGING_COMMANDS.has(command)) {
    return {
      kind: 'refused',
      status,
      message: `responded with ${status} noop: nothing was undone, though the call had succeeded`,
    };
  }
  return { kind: 'noop', status, reason: `nothing to undo, says ${target.name}` };
}

function judgeGone({ status }: Responded, call: UndoCall, message: string): UndoVerdict {
  if (call.effect === 'unknown') return { kind: 'acknowledged', status, reason: 'nothing there to undo' };
  if (call.unconfirmed) return { kind: 'acknowledged', status, reason: 'undone by an earlier revert' };
  return { kind: 'refused', status, message: `${message}, though the call had succeeded` };
}
