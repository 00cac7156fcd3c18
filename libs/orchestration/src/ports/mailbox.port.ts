import type { OperatorCommand } from '../core/commands';

export const MAILBOX = Symbol('Mailbox');

/** What somebody asked of a job at a process that does not drive it. */
export interface Letter {
  readonly id: string;
  readonly jobId: string;
  readonly command: OperatorCommand;
}

/** What whoever drives the job made of it. */
export type Reply =
  | { readonly kind: 'done' }
  | { readonly kind: 'no-such-job' }
  /** It was not done: by then the job was somebody else's. */
  | { readonly kind: 'moved' }
  /** It makes no sense now, and why. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nobody knows whether it was done. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** Passes commands to whichever process drives the job. Each is received by one process, once. */
export interface Mailbox {
  /** Leaves a command for whoever drives the job; answers with the letter's id. */
  send(jobId: string, command: OperatorCommand): Promise<string>;

  /** The letters for jobs of this process that nobody has received yet. */
  receive(): Promise<Letter[]>;

  reply(letterId: string, reply: Reply): Promise<void>;

  /**
   * Takes the reply out; null while there is none. A letter that was received by a process that is gone by now has the
   * reply `unknown`.
   */
  takeReply(letterId: string): Promise<Reply | null>;

  /** Takes the letter back. Answers false when somebody has received it, and may act on it. */
  withdraw(letterId: string): Promise<boolean>;
}
