import type { FailureCode, JobStatus } from '#contract';
import { type JobLimits } from '../plan/limits';
import { type Plan } from '../plan/plan';
import { type StateWrite } from './state-write';
import { type UnitList } from './unit-list';
import { type UnitState } from './unit-state';
import { type UnitTally } from './unit-tally';

export type { JobStatus };

/**
 * Where the job stands. `draining` is the pause between a failure and the first revert, in which calls in flight are
 * awaited and nothing new starts.
 */
export type JobPhase = 'preparing' | 'forward' | 'draining' | 'undoing' | 'ended';

export interface JobState {
  readonly id: string;
  /** Sequence number of the last event. */
  readonly version: number;
  readonly plan: Plan;
  /** Lenient as the older /run-job, which accepts documents that /jobs refuses. */
  readonly lenient: boolean;
  readonly status: JobStatus;
  readonly phase: JobPhase;
  readonly paused: boolean;
  /** Counts up with every rerun; part of every request id. */
  readonly run: number;
  readonly createdAt: number;
  /** Time of the last event. A job's time never goes back. */
  readonly updatedAt: number;
  /** Owner of the job; null if authentication was off when it was submitted. */
  readonly submittedBy: string | null;
  /** What the document was made from; null when the client sent the document itself. */
  readonly definition: DefinitionVersion | null;
  /** How many jobs this one is inside of, as a task of a task. */
  readonly depth: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** When this run began; jobMaxTTL counts from here. */
  readonly runStartedAt: number;
  /** Since when the state document is as the job needs it at its start; null while it is not. */
  readonly preparedAt: number | null;
  readonly stateDoc: { readonly address: string; readonly owned: boolean } | null;
  /** Until when an unreachable state document is waited for. */
  readonly stateTimeoutMs: number;
  readonly limits: JobLimits;
  /** Bytes of all responses that this run keeps as results. */
  readonly resultBytes: number;
  /** Bytes of all inputs that were made, of all runs. */
  readonly inputBytes: number;
  /** Units of all steps, as far as their number is known. */
  readonly unitCount: number;
  readonly steps: readonly StepState[];
  /** Index of the step that runs now. */
  readonly cursor: number;
  readonly failure: Failure | null;
  readonly undo: UndoPass | null;
  /** The first of them. */
  readonly warnings: readonly string[];
  readonly warningCount: number;
  /** Who asked for what, newest last. */
  readonly requests: readonly OperatorRequest[];
  /** What was sent to it, oldest first. */
  readonly signals: readonly ReceivedSignal[];
}

/** One version of a named job document. */
export interface DefinitionVersion {
  readonly name: string;
  readonly version: number;
}

/** A state, or a part of one, that is being built: a copy without other references. */
export type Draft<T> = { -readonly [Field in keyof T]: T[Field] };

export interface OperatorRequest {
  readonly action: string;
  readonly at: number;
  readonly by: string | null;
  readonly reason: string | null;
  /** The step whose approval was given or refused. */
  readonly step: number | null;
  readonly requestKey: string | null;
}

/** A signal, which one step may take. */
export interface ReceivedSignal {
  /** Number of the event that recorded it. */
  readonly seq: number;
  readonly name: string;
  readonly at: number;
  readonly by: string | null;
  /** The Idempotency-Key, and the digest of the body that it stands for; null when it came without. */
  readonly requestKey: string | null;
  readonly fingerprint: string | null;
  /** A step has taken it, and its body. */
  readonly taken: boolean;
  readonly body: unknown;
}

export interface Failure {
  /** Address of the task, or null when the job itself failed. */
  readonly task: string | null;
  readonly code: FailureCode;
  readonly message: string;
  readonly status?: number;
}

/** One walk backwards over the steps. */
export interface UndoPass {
  readonly target: 'failed' | 'cancelled' | 'reverted';
  /** The first (lowest) step that is undone. */
  readonly to: number;
  /** The step whose undo is under way. */
  readonly at: number;
  /** After the undo, run again from this step. */
  readonly rerunFrom: number | null;
  /** False while calls in flight are still awaited. */
  readonly started: boolean;
}

/** `checking` reads the state for the step's `when`, `reading` for the inputs of its tasks. */
export type StepPhase =
  | 'pending'
  | 'checking'
  | 'approval'
  | 'reading'
  | 'running'
  | 'waiting'
  | 'writing'
  | 'completed'
  | 'skipped'
  | 'failed';

export interface StepState {
  readonly phase: StepPhase;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly skippedBecause: string | null;
  /** Per planned task its units: one, or one per item of a `forEach`. */
  readonly tasks: readonly TaskState[];
  readonly write: StateWrite | null;
  readonly error: { readonly code: FailureCode; readonly message: string } | null;
  readonly waitingFor: string | null;
  /** When the step began to wait for an approval; null before. */
  readonly approvalRequestedAt: number | null;
  /** Of a step that waits instead of having tasks; null before. */
  readonly wait: WaitState | null;
  readonly undone: boolean;
  /** An undo has begun that reaches down to this step, or further. What that means for a unit without `undo`: see `unitAt`. */
  readonly marked: boolean;
  readonly tally: UnitTally;
  /** Bytes of all responses that are kept as results. */
  readonly resultBytes: number;
  /** What could not be taken back from the state document because others changed it since. */
  readonly kept: readonly string[];
}

export interface WaitState {
  readonly since: number;
  /** When the time is over; null where it never is. */
  readonly until: number | null;
  /** The body of the signal that it has taken; null before. */
  readonly signal: { readonly body: unknown } | null;
}

export interface TaskState {
  /** False until a `forEach` knows its items. */
  readonly expanded: boolean;
  readonly units: Units;
  /** What the input of a `forEach` refers to in the state document, as that stood when the step started; by pointer. */
  readonly stateValues: StateValues | null;
  /** Units that have begun, and are not over: see `isUnitOver`; in their order. */
  readonly open: readonly number[];
  /** No unit from this one on has begun. */
  readonly firstNew: number;
  /** Units whose revert is under way; in their order. */
  readonly reverting: readonly number[];
  /** How many units, in the order of the undo, need not be looked at any more to find one whose revert has not begun. */
  readonly undone: number;
}

/** In their order; of tasks without `forEach` there is one. */
export type Units = readonly UnitState[] | UnitList;

export type StateValues = Readonly<Record<string, unknown>>;
