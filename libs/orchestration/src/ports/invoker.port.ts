import type { Call } from '../core/effects';
import type { JobState } from '../core/state';
import type { Answer } from '../core/task/answer';

export const INVOKER = Symbol('Invoker');

export type CallingJob = Pick<JobState, 'id' | 'submittedBy'>;

/**
 * Sends one request to a service, and says what is proven about it. Never rejects for what a service does.
 * `mayCall` is asked right before the request leaves; when it says no, none does.
 */
export interface Invoker {
  send(job: CallingJob, call: Call, mayCall: () => boolean): Promise<Answer>;
}
