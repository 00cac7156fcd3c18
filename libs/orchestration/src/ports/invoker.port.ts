import type { Call } from '../core/effects';
import type { JobState } from '../core/state';
import type { Answer } from '../core/task/answer';

export const INVOKER = Symbol('Invoker');

export interface CallingJob {
  readonly state: Pick<JobState, 'id' | 'submittedBy'>;
  /** Checked immediately before the request leaves: without permission, none does. */
  mayCall(): boolean;
}

/** Sends one request to a service, and returns what is proven about it. Never rejects for what a service does. */
export interface Invoker {
  send(job: CallingJob, call: Call): Promise<Answer>;
}
