import type { Action, CommandMessage, JsonObject } from '#contract';

/** One request to /execute, /repeat or /revert, independent of headers and of the two forms of a body. */
export interface Call {
  action: Action;
  /** The whole body. */
  input: JsonObject;
  /** The body again, if it is a command message; any other object is a plain input. */
  message?: CommandMessage;
  /** The same for every attempt, repeat and revert of one run of a task. */
  requestId?: string;
  /** The caller repeats to find out the outcome of an execute without a response. */
  settles: boolean;
  /** The job, when job-control calls. */
  correlationId?: string;
  /** Aborted when the process shuts down. */
  signal: AbortSignal;
}

/** The HTTP response. */
export interface CallResponse {
  status: number;
  /** No body if undefined. */
  body?: unknown;
}
