import type { Command } from '../core/model/commands';
import type { ForwardEffect, UndoEffect } from '../core/model/effects';
import type { JobState } from '../core/model/state';

export const STEP_EXECUTOR = Symbol('StepExecutor');
export const REVERSION_EXECUTOR = Symbol('ReversionExecutor');

/** What an executor may know of the job it works for, and how it reports progress before the effect is complete. */
export interface JobContext {
  readonly jobId: string;
  readonly state: JobState;
  /** Aborts when the effect is no longer needed. A call that was sent is never aborted. */
  readonly signal: AbortSignal;
  /** The job's time, in milliseconds since the epoch: never earlier than the last event of its journal. */
  now(): number;
  /** Whether this process may still call services for the job. Ask immediately before a request leaves. */
  mayCall(): boolean;
  report(command: Command): void;
}

/** Performs the effects of one direction, and returns the command that tells the core the result. */
export interface Executor<Effect> {
  /** Returns a promise only if the result is not known at once. */
  perform(effect: Effect, job: JobContext): Promise<Command> | Command;
  /** This process no longer drives the job: free what is held for it. */
  release?(jobId: string): void;
}

/** How a step runs: replaced with `OrchestrationModule.with({ steps })`. */
export type StepExecutor = Executor<ForwardEffect>;

/** How a step is undone: replaced with `OrchestrationModule.with({ reversion })`. */
export type ReversionExecutor = Executor<UndoEffect>;

export interface Executors {
  readonly steps: StepExecutor;
  readonly reversion: ReversionExecutor;
}
