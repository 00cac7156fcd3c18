import type { Action, CommandMessage, JsonObject } from '#contract';

/** One request to /execute, /repeat or /revert, with the headers and the two shapes of a body out of the way. */
export interface Call {
  action: Action;
  /** The whole body. */
  input: JsonObject;
  /** The body again, if it is a command message; any other object is a plain input. */
  message?: CommandMessage;
  /** The same for every attempt, repeat and revert of one run of a task. */
  requestId?: string;
  /** The caller repeats to learn what became of an execute it has no answer to. */
  settles: boolean;
  /** The job, when job-control calls. */
  correlationId?: string;
  /** Aborted when the process is told to end. */
  signal: AbortSignal;
}

/** What goes back over HTTP. */
export interface Answer {
  status: number;
  /** No body where undefined. */
  body?: unknown;
}
