import type { Command } from '../core/commands';
import type { ForwardEffect, UndoEffect } from '../core/effects';
import type { JobState } from '../core/state';

export const STEP_EXECUTOR = Symbol('StepExecutor');
export const REVERSION_EXECUTOR = Symbol('ReversionExecutor');

/** What an executor may know of the job it works for, and how it reports what happens before the end. */
export interface JobContext {
  readonly jobId: string;
  readonly state: JobState;
  /** Aborts when the effect is not wanted any more. Calls that were sent are never aborted. */
  readonly signal: AbortSignal;
  /** The job's time, in milliseconds since the epoch: never before what its journal tells of. */
  now(): number;
  /** Whether this process may still call services for the job: asked at the last moment before a request leaves. */
  mayCall(): boolean;
  tell(command: Command): void;
}

/** Performs one kind of effect, and answers with what the core should know of it. */
export interface Executor<Effect> {
  /** At once, where it is known at once. */
  perform(effect: Effect, job: JobContext): Promise<Command> | Command;
}

/** How a step runs. Replace the provider to run steps another way. */
export type StepExecutor = Executor<ForwardEffect>;

/** How a step is undone. Replace the provider to undo another way. */
export type ReversionExecutor = Executor<UndoEffect>;
