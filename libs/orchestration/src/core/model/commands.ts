import { type ServiceResponse } from './service-response';
import { type JobAcceptedEvent, type JournalEvent, type Requested } from './events';
import { type Target, type UnitRef } from './unit-state';

/** Everything that can be sent to a job: by clients, performers of effects, timers and recovery. */
export type Command =
  | ({ readonly type: 'submit' } & Omit<JobAcceptedEvent, 'type'>)
  | { readonly type: 'state-prepared' }
  | {
      readonly type: 'state-failed';
      readonly step: number | null;
      readonly message: string;
      readonly onStateRefused?: boolean;
    }
  | StateRead
  | { readonly type: 'state-written'; readonly step: number; readonly key: string }
  | { readonly type: 'state-conflict'; readonly step: number; readonly key: string }
  | {
      readonly type: 'state-refused';
      readonly step: number;
      readonly key: string;
      readonly message: string;
      readonly partly?: true;
    }
  | { readonly type: 'state-taken-back'; readonly step: number; readonly key: string }
  | { readonly type: 'state-take-back-conflict'; readonly step: number; readonly key: string }
  | { readonly type: 'state-not-taken-back'; readonly step: number; readonly message: string }
  | ({ readonly type: 'bound'; readonly undo: boolean; readonly target: Target } & UnitRef)
  | ({ readonly type: 'not-bound'; readonly undo: boolean; readonly message: string } & UnitRef)
  | ({ readonly type: 'blocked'; readonly undo: boolean; readonly reason: string } & UnitRef)
  | ({
      readonly type: 'responded';
      /** Distinguishes a response to this run from one to an earlier run. */
      readonly requestId: string;
      readonly undo: boolean;
      readonly attempt: number;
      readonly response: ServiceResponse;
    } & UnitRef)
  | { readonly type: 'step-blocked'; readonly step: number; readonly reason: string }
  /** A timer fired; what is due follows from the time. */
  | { readonly type: 'tick' }
  /** The journal was replayed after a stop: what was in flight is lost. */
  | { readonly type: 'recovered' }
  /** The journal rejected the job's last events: they are void, and so are responses that came meanwhile. */
  | { readonly type: 'unrecordable'; readonly message: string; readonly inFlight: readonly UnitRef[] }
  | OperatorCommand;

export interface StateRead {
  readonly type: 'state-read';
  readonly step: number;
  /** Set when one task of a sequential step reads for itself. */
  readonly task: number | null;
  readonly document: unknown;
  readonly etag: string | null;
  /** What follows for the tasks that read it, where that was worked out ahead. */
  readonly ahead?: readonly JournalEvent[];
}

/** Actions of operators and of other jobs. */
export type OperatorCommand = Requested &
  (
    | { readonly type: 'cancel' }
    | { readonly type: 'kill' }
    | { readonly type: 'pause' }
    | { readonly type: 'continue'; readonly skip: readonly string[] }
    | { readonly type: 'rerun'; readonly from: string | null }
    | { readonly type: 'revert'; readonly to: string | null }
    | ApprovalDecision<'approve'>
    | ApprovalDecision<'reject'>
    | Signal
  );

/** What a step may wait for. */
export interface Signal {
  readonly type: 'signal';
  readonly name: string;
  readonly body: unknown;
  /** The same key again is the same signal: it changes nothing. */
  readonly requestKey?: string;
  /** Digest of the body. */
  readonly fingerprint?: string;
}

/** Decides a step that waits for an approval. */
export interface ApprovalDecision<T extends 'approve' | 'reject'> {
  readonly type: T;
  /** Name of the step; absent: the only one that waits. */
  readonly step?: string;
}
