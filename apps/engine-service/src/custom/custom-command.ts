import type { JsonObject, ServiceInfoDto } from '#contract';
import type { CommandStore } from './command-store';

/** The arguments of a custom command's code. */
export interface CommandContext {
  /** The message's payload: declared inputs only, validated, with defaults. */
  input: JsonObject;
  /** The message's id, if it has one. */
  id?: string;
  /**
   * The records of the resource. Writes are buffered until the command has returned, and then commit together with the
   * record of the request, or not at all. The command runs again when another request changed what it read in the
   * meantime.
   */
  store: CommandStore;
  service: ServiceInfoDto;
  logger: CommandLogger;
  /** Aborted when the engine shuts down. */
  signal: AbortSignal;
  /** The same for every attempt: the idempotency key for the command's own calls. */
  requestId?: string;
}

export interface RevertContext extends CommandContext {
  /** The result of the execute. */
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
  /** Its return value is the result of the call. An error with a `statusCode` below 500 is a refusal. */
  execute: (context: CommandContext) => unknown;
  /** Undoes an execute. Without it, the command cannot be reverted. */
  revert?: (context: RevertContext) => unknown;
}
