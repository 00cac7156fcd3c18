import type { JsonObject, ServiceInfoDto } from '#contract';
import type { CommandStore } from './command-store';

/** What the code of a custom command is given. */
export interface CommandContext {
  /** The message's payload: declared inputs only, checked, with defaults. */
  input: JsonObject;
  /** The message's id, if it has one. */
  id?: string;
  /**
   * The records of the resource. Writes are kept back until the command has returned, and then happen together with the
   * record of the request, or not at all. The command runs again when others changed what it read in the meantime.
   */
  store: CommandStore;
  service: ServiceInfoDto;
  logger: CommandLogger;
  /** Aborted when the engine is told to end. */
  signal: AbortSignal;
  /** The same for every attempt: the idempotency key for whatever the command does elsewhere. */
  requestId?: string;
}

export interface RevertContext extends CommandContext {
  /** What the execute returned. */
  result: unknown;
}

export interface CommandLogger {
  debug(message: string): void;
  log(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** A file in the `commands/` folder beside the design. */
export interface CustomCommand {
  /** What it returns is the result of the call. An error with a `statusCode` below 500 is a refusal. */
  execute: (context: CommandContext) => unknown;
  /** Takes an execute back. Without it, the command cannot be reverted. */
  revert?: (context: RevertContext) => unknown;
}
