import { type JsonObject, type Labels, type SecretPlace } from '#contract/pure';
import type { Action, Condition, HeaderValue, OnFailureOfTask, OnUnknown, StepMode } from '#contract';

/** What a job will do, with every name, default and inherited policy filled in. Compiled once from the document. */
export interface Plan {
  readonly name: string | null;
  readonly description?: string;
  readonly labels: Labels;
  readonly state: StatePlan | null;
  readonly steps: readonly PlannedStep[];
  /** Milliseconds the whole job may take before it is cancelled. */
  readonly jobMaxTtlMs: number | null;
}

/** How the job's state document comes to be. */
export interface StatePlan {
  /** Address of a document that exists already; null if job-control creates one for this job. */
  readonly address: string | null;
  /** Fills the document when it is missing. */
  readonly initial: JsonObject;
  /** Merged into the document at start. */
  readonly merge: JsonObject | null;
}

export interface PlannedStep {
  readonly name: string;
  readonly description?: string;
  readonly mode: StepMode;
  readonly enabled: boolean;
  readonly sequential: boolean;
  readonly when: Condition | null;
  /** What has to be approved before the step starts; null: nothing. */
  readonly approval: PlannedApproval | null;
  /** What the step waits for instead of having tasks. */
  readonly wait: PlannedWait | null;
  readonly tasks: readonly PlannedTask[];
}

export interface PlannedApproval {
  readonly description: string | null;
  /** Null: the decision may take as long as it likes. */
  readonly timeoutMs: number | null;
}

export type PlannedWait = PlannedTimer | PlannedSignal;

export interface PlannedTimer {
  readonly kind: 'timer';
  readonly end: TimerEnd;
}

/** Milliseconds after the start of the step, or since the epoch; or where the state document has a time (RFC 3339). */
export type TimerEnd =
  | { readonly afterMs: number }
  | { readonly at: number }
  | { readonly pointer: string; readonly default: number | null };

export interface PlannedSignal {
  readonly kind: 'signal';
  readonly signal: string;
  /** Null: it may take as long as it likes. */
  readonly timeoutMs: number | null;
  readonly store: readonly StoreRule[];
  /** What follows when it does not come in time, or has not what is stored. */
  readonly onFailure: 'undo' | 'pause';
}

export interface PlannedTask {
  readonly name: string;
  /** `step/task` */
  readonly address: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly action: Action;
  readonly selector: Selector;
  /** The task whose ids, body and instance this one reuses. */
  readonly of: TaskPosition | null;
  readonly input: unknown;
  /** By name, in lower case. */
  readonly headers: Readonly<Record<string, HeaderValue>>;
  /** Where in the body a secret belongs. The core only passes this on; it never has the secret's value. */
  readonly secrets: readonly SecretPlace[];
  readonly store: readonly StoreRule[];
  readonly readsState: boolean;
  /** The input is sent as it is: nothing in it stands for something else. */
  readonly literal: boolean;
  readonly when: Condition | null;
  readonly forEach: { readonly pointer: string; readonly default?: unknown } | null;
  readonly maxParallel: number | null;
  readonly retry: ResolvedRetryPolicy;
  readonly undoRetry: ResolvedRetryPolicy;
  /** Milliseconds one attempt may take. */
  readonly timeoutMs: number;
  /** Milliseconds to wait for a service to be there: to be registered, to accept connections, and to take the call. */
  readonly bindTimeoutMs: number;
  /** The author has said how often the call may be tried: that holds also while the service is not there. */
  readonly attemptsSet: boolean;
  /** Milliseconds the task may take in all, waits included. */
  readonly taskMaxTtlMs: number;
  /** What the author wants done about an unknown outcome; absent: what the service and the message allow. */
  readonly onUnknown?: OnUnknown;
  readonly onFailure: OnFailureOfTask;
  /** The whole task as it is with its next alternative, which may have another; null where there is none. */
  readonly orElse: PlannedTask | null;
}

export interface TaskPosition {
  readonly step: number;
  readonly task: number;
}

/** What a task needs of a service; all given members must match. */
export interface Selector {
  readonly tag?: string;
  readonly profile?: string;
  readonly resource?: string;
  readonly serviceName?: string;
  /** Absolute id of a transition: its input is in the terms of that profile, and translated for the service. */
  readonly does?: string;
}

export interface StoreRule {
  /** JSON Pointer (RFC 6901) into the state document. */
  readonly targetPath: string;
  readonly sourcePath: string | null;
  readonly onlyOnStatus: readonly number[] | null;
}

export interface ResolvedRetryPolicy {
  readonly maxAttempts: number;
  readonly initialIntervalMs: number;
  readonly backoffCoefficient: number;
  readonly maxIntervalMs: number;
  /** Share of the interval that is random, 0 to 1. */
  readonly jitter: number;
  readonly nonRetryableStatuses: readonly number[];
}
