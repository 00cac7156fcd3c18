import { type Answer, type Answered } from '../task/answer';
import { describe, isInProgress, isNotProcessed, whereToAsk } from '../task/verdict';
import { type Effect3 } from '../state';

/** What an answer to a revert proves. */
export type UndoVerdict =
  | { readonly kind: 'acknowledged'; readonly status: number; readonly reason: string | null }
  /** The service will not, however often it is asked: an open effect. */
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
  readonly effect: Effect3;
  /** An earlier revert went unanswered: it may have been the one that worked. */
  readonly unanswered: boolean;
  /** Where a poll asks. */
  readonly pollUrl?: string;
}

export function judgeUndo(answer: Answer, call: UndoCall): UndoVerdict {
  if (answer.kind !== 'answered') {
    return { kind: 'again', message: answer.message, notExecuted: answer.kind === 'not-sent' };
  }
  const { status } = answer;
  const message = describe(answer);
  if (isNotProcessed(answer) && call.action !== 'poll') {
    return { kind: 'again', status, message, retryAfterMs: answer.retryAfterMs, notExecuted: true };
  }
  if (isInProgress(answer) || isNotProcessed(answer)) {
    const pollUrl = whereToAsk(answer, call);
    return { kind: 'in-progress', status, message, retryAfterMs: answer.retryAfterMs, pollUrl };
  }
  return judgeStatus(answer, call, message);
}

function judgeStatus(answer: Answered, call: UndoCall, message: string): UndoVerdict {
  const { status, retryAfterMs } = answer;
  if (status >= 200 && status < 300) return { kind: 'acknowledged', status, reason: null };
  if (call.action === 'poll') return { kind: 'again', status, message };
  if (status === 404 || status === 410) return judgeGone(answer, call, message);
  const permanent = status === 501 || (status >= 400 && status < 500 && status !== 408);
  return permanent ? { kind: 'refused', status, message } : { kind: 'again', status, message, retryAfterMs };
}

function judgeGone({ status }: Answered, call: UndoCall, message: string): UndoVerdict {
  if (call.effect === 'unknown') return { kind: 'acknowledged', status, reason: 'nothing there to undo' };
  if (call.unanswered) return { kind: 'acknowledged', status, reason: 'undone by an earlier revert' };
  return { kind: 'refused', status, message: `${message}, though the call had succeeded` };
}
