import { type DefinitionVersion, type Failure, type JobStatus, type StateValues, type UndoPass } from './state';
import { type TakeBackIntent, type Write } from './state-write';
import { type NextCall, type Target, type Toleration, type UnitRef } from './unit-state';
import type { FailureCode } from '#contract';
import { type AttemptOutcome, type JsonObject } from '#contract/pure';
import { type PolicyDefaults } from '../plan/defaults';

/** Everything that can happen to a job. The journal stores these events; they alone determine a job's state. */
export type JournalEvent =
  | JobAcceptedEvent
  | { readonly type: 'state-prepared' }
  | {
      readonly type: 'step-started';
      readonly step: number;
      readonly first: 'checking' | 'approval' | 'reading' | 'running';
    }
  | { readonly type: 'step-checked'; readonly step: number; readonly next: 'approval' | 'reading' | 'running' }
  | StepApproved
  | { readonly type: 'step-opened'; readonly step: number }
  /** It waits instead of having tasks; until a time, or for as long as it takes. */
  | { readonly type: 'step-wait-started'; readonly step: number; readonly until: number | null }
  /** It takes a signal: the one that was recorded with this number. */
  | { readonly type: 'step-signalled'; readonly step: number; readonly signal: number }
  /** It waits once more: an operator wants that, after a signal that did not come. */
  | { readonly type: 'step-retried'; readonly step: number }
  | { readonly type: 'step-skipped'; readonly step: number; readonly because: string }
  | { readonly type: 'step-waiting'; readonly step: number; readonly reason: string }
  | { readonly type: 'step-settled'; readonly step: number }
  | { readonly type: 'step-failed'; readonly step: number; readonly code: FailureCode; readonly message: string }
  | { readonly type: 'step-completed'; readonly step: number }
  | { readonly type: 'step-undone'; readonly step: number }
  | StateWriteIntended
  | { readonly type: 'state-write-withdrawn'; readonly step: number }
  | { readonly type: 'state-written'; readonly step: number }
  | StateTakeBackIntended
  | { readonly type: 'state-take-back-withdrawn'; readonly step: number }
  | { readonly type: 'state-taken-back'; readonly step: number; readonly kept: readonly string[] }
  | { readonly type: 'state-left-open'; readonly step: number; readonly reason: string }
  | { readonly type: 'state-written-off'; readonly step: number; readonly reason: string | null }
  | {
      readonly type: 'task-expanded';
      readonly step: number;
      readonly task: number;
      /** Absent where they are those of an earlier task of the step (`itemsOf`). */
      readonly items?: readonly unknown[];
      readonly itemsOf?: number;
      /** Of the items and the values that are noted. */
      readonly bytes?: number;
      /** Absent where all units were prepared at once, as older versions did. */
      readonly stateValues?: StateValues;
    }
  | ({
      readonly type: 'unit-prepared';
      readonly requestId: string;
      /** Absent where it is that of the task which this one refers to (`of`). */
      readonly body?: unknown;
      /** In terms of a profile: the message is made of them when a service is bound. */
      readonly terms?: JsonObject;
      /** Of the input that the body was made of. */
      readonly bytes?: number;
      /** The id in the body was made by job-control. */
      readonly madeId?: boolean;
      readonly target?: Target;
    } & UnitRef)
  | ({ readonly type: 'unit-skipped'; readonly because: string } & UnitRef)
  | ({ readonly type: 'unit-succeeded'; readonly status: number; readonly result: unknown } & UnitRef)
  | ({
      readonly type: 'unit-failed';
      readonly code: FailureCode;
      readonly message: string;
      readonly status?: number;
      /** The response body, if the call succeeded and the job cannot use it. */
      readonly result?: unknown;
    } & UnitRef)
  | AttemptStarted
  | AttemptEnded
  | CallWaiting
  | ({
      readonly type: 'call-due';
      readonly undo: boolean;
      /** An operator wants it tried now. */
      readonly hurried?: boolean;
    } & UnitRef)
  | ({ readonly type: 'call-blocked'; readonly undo: boolean; readonly reason: string } & UnitRef)
  | ({
      readonly type: 'late-answer';
      readonly undo: boolean;
      readonly attempt: number;
      readonly message: string;
    } & UnitRef)
  /** `noop`: the service says that there was nothing to undo. */
  | ({ readonly type: 'unit-reverted'; readonly reason: string | null; readonly noop?: boolean } & UnitRef)
  | ({ readonly type: 'unit-left-open'; readonly reason: string } & UnitRef)
  | ({ readonly type: 'unit-written-off'; readonly reason: string | null } & UnitRef)
  /** A unit failed: what it may have done is undone before its alternative, or the step without it, goes on. */
  | ({ readonly type: 'unit-undo-started' } & UnitRef)
  /** The unit begins anew, with the next alternative of its task. They are counted from 1. */
  | ({ readonly type: 'unit-alternative-started'; readonly alternative: number; readonly because: string } & UnitRef)
  /** The step goes on without a unit that failed. `reason` is an operator's. */
  | ({ readonly type: 'unit-tolerated'; readonly how: Toleration; readonly reason: string | null } & UnitRef)
  /** An operator wants a unit tried again that failed. Without `next` it is prepared anew, or its revert is tried again. */
  | ({ readonly type: 'unit-retried'; readonly next?: NextCall } & UnitRef)
  | { readonly type: 'warned'; readonly message: string }
  | Stopping
  | { readonly type: 'undo-started' }
  | { readonly type: 'undo-resumed' }
  | { readonly type: 'run-started'; readonly run: number; readonly from: number }
  /** `failure`: not at a request, but because a task failed. */
  | ({ readonly type: 'paused'; readonly failure?: Failure } & Requested)
  | ({ readonly type: 'continued' } & Requested)
  | ({ readonly type: 'killed' } & Requested)
  | SignalReceived
  | {
      readonly type: 'job-ended';
      readonly status: JobStatus;
      /** Addresses of the tasks of which the service says that there was nothing to undo. */
      readonly nothingToUndo?: readonly string[];
      /** Absent where all are named. */
      readonly nothingToUndoCount?: number;
    };

export interface JobAcceptedEvent {
  readonly type: 'job-accepted';
  readonly jobId: string;
  readonly document: JsonObject;
  readonly defaults: PolicyDefaults;
  readonly lenient: boolean;
  readonly warnings: readonly string[];
  readonly stateDoc: { readonly address: string; readonly owned: boolean } | null;
  /** Absent if authentication was off. */
  readonly submittedBy?: string;
  /** Absent where the client sent the document itself. */
  readonly definition?: DefinitionVersion;
  /** How many jobs this one is inside of; absent where it is no task of another. */
  readonly depth?: number;
}

/** On disk before the patch is sent: what the step writes, and what it replaces. */
export interface StateWriteIntended {
  readonly type: 'state-write-intended';
  readonly step: number;
  readonly key: string;
  readonly etag: string | null;
  readonly writes: readonly IntendedWrite[];
}

/**
 * Values that the history has already are not stored twice: `value` is absent if `rule` refers to it, `previous` if
 * `previousOf` does.
 */
export type IntendedWrite = Omit<Write, 'value' | 'previous'> & Partial<Pick<Write, 'value' | 'previous'>>;

/** On disk before the patch is sent: a retry after a stop must not take back what others wrote meanwhile. */
export interface StateTakeBackIntended extends TakeBackIntent {
  readonly type: 'state-take-back-intended';
  readonly step: number;
}

/** The intent: on disk before the request is sent. */
export interface AttemptStarted extends UnitRef {
  readonly type: 'attempt-started';
  readonly undo: boolean;
  readonly attempt: number;
  readonly action: NextCall['action'];
  readonly settles?: boolean;
  /** Only where it differs from the attempt before. */
  readonly target?: Target;
  /** The message that the terms of the job became for this target; the id in it may be made by job-control. */
  readonly message?: JsonObject;
  readonly madeId?: boolean;
}

export interface AttemptEnded extends UnitRef {
  readonly type: 'attempt-ended';
  readonly undo: boolean;
  readonly attempt: number;
  readonly outcome: AttemptOutcome;
  readonly status?: number;
  readonly bytes?: number;
  readonly error?: string;
  readonly noRepeat?: boolean;
}

export interface CallWaiting extends UnitRef {
  readonly type: 'call-waiting';
  readonly undo: boolean;
  readonly dueAt: number;
  readonly next: NextCall;
  readonly reason: string;
  /** Whether the attempt before counts against the retry budget. */
  readonly spent: boolean;
}

export interface StepApproved extends Requested {
  readonly type: 'step-approved';
  readonly step: number;
  readonly next: 'reading' | 'running';
}

/** On disk before it is acknowledged. */
export interface SignalReceived {
  readonly type: 'signal-received';
  readonly name: string;
  readonly body: unknown;
  readonly by: string | null;
  readonly requestKey?: string;
  /** Digest of the body: the same key with another one is refused. */
  readonly fingerprint?: string;
}

export interface Requested {
  readonly by: string | null;
  readonly reason: string | null;
  /** The same key again is the same request: it changes nothing. */
  readonly requestKey?: string;
}

/** From here on the job is undone. */
export interface Stopping extends Requested {
  readonly type: 'stopping';
  readonly action: 'fail' | 'cancel' | 'revert' | 'rerun' | 'expire' | 'reject';
  readonly failure?: Failure;
  readonly undo: Pick<UndoPass, 'target' | 'to' | 'rerunFrom'>;
  /** The step whose approval was refused. */
  readonly step?: number;
}

/** An event as the journal keeps it. Time is data: milliseconds since the Unix epoch. */
export type RecordedEvent = JournalEvent & { readonly seq: number; readonly at: number };
