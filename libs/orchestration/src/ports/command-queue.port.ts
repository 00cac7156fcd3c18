import type { ErrorCode } from '#contract';
import type { OperatorCommand } from '../core/model/commands';

export const COMMAND_QUEUE = Symbol('CommandQueue');

/** A command for a job that another replica drives. */
export interface RemoteCommand {
  readonly id: string;
  readonly jobId: string;
  readonly command: OperatorCommand;
}

/** What the replica that drives the job made of it. */
export type RemoteReply =
  | { readonly kind: 'done' }
  | { readonly kind: 'no-such-job' }
  /** It was not done: by then another replica owned the job. */
  | { readonly kind: 'moved' }
  /** It is not valid now, and why. */
  | { readonly kind: 'refused'; readonly reason: string; readonly code?: ErrorCode }
  /** It may or may not have been done. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** Passes commands to the replica that drives a job. Each is received by one replica, once. */
export interface CommandQueue {
  /** Resolves with the id of the queued command. */
  send(jobId: string, command: OperatorCommand): Promise<string>;

  /** The commands for jobs of this replica that have not been received yet. */
  receive(): Promise<RemoteCommand[]>;

  reply(commandId: string, reply: RemoteReply): Promise<void>;

  /**
   * Removes the reply; null while there is none. A command received by a replica that no longer exists has the reply
   * `unknown`.
   */
  takeReply(commandId: string): Promise<RemoteReply | null>;

  /** Removes the command. Resolves with false if a replica has received it, and may execute it. */
  withdraw(commandId: string): Promise<boolean>;
}
