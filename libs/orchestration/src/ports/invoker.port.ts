import type { Call } from '../core/effects';
import type { Answer } from '../core/task/answer';

export const INVOKER = Symbol('Invoker');

/** Sends one request to a service, and says what is proven about it. Never rejects for what a service does. */
export interface Invoker {
  send(jobId: string, call: Call): Promise<Answer>;
}
