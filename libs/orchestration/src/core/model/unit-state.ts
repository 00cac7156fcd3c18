import type { Translation } from '#alps';
import type { FailureCode } from '#contract';
import type { AttemptOutcome, CallAction, EffectStatus, JsonObject, UndoPhase } from '#contract/pure';

export type { CallAction, EffectStatus, UndoPhase };

export type UnitPhase = 'new' | 'binding' | 'calling' | 'waiting' | 'succeeded' | 'failed' | 'skipped';

/** One call's worth of work: a task, or one item of a `forEach` task. */
export interface UnitState {
  readonly phase: UnitPhase;
  readonly item?: unknown;
  readonly requestId: string | null;
  readonly body: unknown;
  /** The id in its body was made by job-control: no other record can have it. */
  readonly madeId: boolean;
  /** The input of a call that says what it does: `body` is made of it when a service is bound. Null for others. */
  readonly terms: JsonObject | null;
  readonly call: CallState;
  readonly effect: EffectStatus;
  /** A command without outside effect, by name or by the service's own forms. */
  readonly safe: boolean;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly status?: number;
  readonly result?: unknown;
  readonly error: { readonly code: FailureCode; readonly message: string; readonly status?: number } | null;
  readonly skippedBecause: string | null;
  readonly undo: UndoState | null;
  /** Null where it never failed, or nothing was done about that. */
  readonly reaction: Reaction | null;
}

/** What was done about the failures of a unit, while its step goes on. */
export interface Reaction {
  /** The alternatives that failed, and were undone: the unit as each of them left it, the oldest first. */
  readonly tried: readonly UnitState[];
  /** When the alternative in use, or another try that an operator asked for, began: the time limit counts from here. */
  readonly restartedAt: number | null;
  /** The step goes on although the unit failed: its task says so, or an operator does. */
  readonly tolerated: Toleration | null;
}

export type Toleration = 'continue' | 'skip';

/** The attempts to get one response: to the forward call, or to the revert. */
export interface CallState {
  readonly attempts: readonly AttemptState[];
  /** Attempts that count against the policy's maxAttempts. */
  readonly spent: number;
  /** What the next attempt does. */
  readonly next: NextCall;
  /** A request went out, and no response came back that proves anything. */
  readonly unconfirmed: boolean;
  /** The service said there is no /repeat. */
  readonly noRepeat: boolean;
  readonly target: Target | null;
  readonly dueAt: number | null;
  /** Since when the call waits for an instance that is available and accepts it. */
  readonly since: number;
  /** An operator wants a retry now, even if the circuit is open. */
  readonly hurried: boolean;
  readonly waitingFor: string | null;
}

export interface NextCall {
  readonly action: CallAction;
  readonly settles: boolean;
  readonly pollUrl?: string;
}

export interface AttemptState {
  readonly n: number;
  readonly action: CallAction;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly outcome: AttemptOutcome | null;
  readonly status?: number;
  readonly error?: string;
}

/** The instance a call goes to, with the addresses its forms gave. */
export interface Target {
  readonly registryId: string;
  readonly name: string;
  readonly url: string;
  readonly endpoints: {
    readonly execute: string | null;
    readonly repeat: string | null;
    readonly revert: string | null;
  };
  readonly safe: boolean;
  readonly idempotent: boolean;
  /** It keeps a ledger of request ids. This and what follows is absent where it is not declared. */
  readonly requestIds?: boolean;
  readonly offersRead?: boolean;
  readonly revertIsJson?: boolean;
  /** How the terms of the job are called there. A repeat and a revert use it as it was when the call was bound. */
  readonly translation?: Translation;
}

export interface UndoState {
  readonly phase: UndoPhase;
  readonly call: CallState;
  readonly reason: string | null;
  readonly endedAt: number | null;
}

/** Points at one unit. */
export interface UnitRef {
  readonly step: number;
  readonly task: number;
  readonly unit: number;
}
